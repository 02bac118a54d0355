package io.gluethread.playground.glue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.Bucket;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.DeletedObject;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The local S3 over the real AWS SDK, and what of it lies on the disk. */
final class S3OverSdkTest extends RunningGlueTest {
    private static final int FIVE_MIB = 5 * 1024 * 1024;

    @BeforeEach
    void start() {
        glue.s3().createBucket(r -> r.bucket("scripts"));
    }

    private PutObjectResponse put(String key, String content) {
        return glue.s3().putObject(r -> r.bucket("scripts").key(key), RequestBody.fromString(content));
    }

    private String get(String key) {
        return glue.s3().getObjectAsBytes(r -> r.bucket("scripts").key(key)).asUtf8String();
    }

    private List<String> keys() {
        return glue.s3().listObjectsV2Paginator(r -> r.bucket("scripts")).contents().stream()
                .map(S3Object::key)
                .toList();
    }

    @Test
    void a_script_that_was_put_is_a_file_where_spark_finds_it() throws IOException {
        PutObjectResponse put = glue.s3()
                .putObject(
                        r -> r.bucket("scripts")
                                .key("jobs/grüße 1+1=2.py")
                                .contentType("text/x-python")
                                .metadata(Map.of("owner", "ana")),
                        RequestBody.fromString("print('grüße')"));
        assertThat(put.eTag()).isEqualTo("\"" + md5("print('grüße')") + "\"");
        assertThat(Files.readString(glue.bucket("scripts").resolve("jobs/grüße 1+1=2.py")))
                .isEqualTo("print('grüße')");

        ResponseBytes<GetObjectResponse> got =
                glue.s3().getObjectAsBytes(r -> r.bucket("scripts").key("jobs/grüße 1+1=2.py"));
        assertThat(got.asUtf8String()).isEqualTo("print('grüße')");
        assertThat(got.response().contentType()).isEqualTo("text/x-python");
        assertThat(got.response().metadata()).isEqualTo(Map.of("owner", "ana"));
        assertThat(got.response().eTag()).isEqualTo(put.eTag());

        HeadObjectResponse head = glue.s3().headObject(r -> r.bucket("scripts").key("jobs/grüße 1+1=2.py"));
        assertThat(head.contentLength()).isEqualTo("print('grüße')".getBytes(StandardCharsets.UTF_8).length);
        assertThat(head.lastModified()).isNotNull();
        assertThat(keys()).containsExactly("jobs/grüße 1+1=2.py");
    }

    private static String md5(String text) {
        try {
            return java.util.HexFormat.of()
                    .formatHex(java.security.MessageDigest.getInstance("MD5")
                            .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ChecksumAlgorithm.class,
            names = {"CRC32", "SHA1", "SHA256"})
    void checksums_are_checked_kept_and_told(ChecksumAlgorithm algorithm) {
        glue.s3()
                .putObject(
                        r -> r.bucket("scripts").key("sum").checksumAlgorithm(algorithm),
                        RequestBody.fromString("x".repeat(200_000)));
        GetObjectResponse got = glue.s3()
                .getObjectAsBytes(r -> r.bucket("scripts").key("sum").checksumMode(ChecksumMode.ENABLED))
                .response();
        assertThat(Arrays.asList(got.checksumCRC32(), got.checksumSHA1(), got.checksumSHA256()))
                .filteredOn(java.util.Objects::nonNull)
                .hasSize(1);
    }

    @Test
    void a_content_that_is_not_what_its_checksum_says_is_refused() {
        assertThatThrownBy(() -> glue.s3()
                        .putObject(
                                r -> r.bucket("scripts").key("bad").checksumCRC32("AAAAAA=="),
                                RequestBody.fromString("x")))
                .isInstanceOfSatisfying(
                        S3Exception.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("BadDigest"));
        assertThatThrownBy(() -> glue.s3()
                        .putObject(
                                r -> r.bucket("scripts").key("bad").contentMD5("1B2M2Y8AsgTpgAmY7PhCfg=="),
                                RequestBody.fromString("x")))
                .isInstanceOf(S3Exception.class)
                .hasMessageContaining("Content-MD5");
        assertThat(keys()).isEmpty();
    }

    @Test
    void part_of_an_object_is_read_by_its_range() {
        put("abc", "0123456789");
        assertThat(range("bytes=2-4")).isEqualTo("234");
        assertThat(range("bytes=7-")).isEqualTo("789");
        assertThat(range("bytes=-3")).isEqualTo("789");
        assertThat(range("bytes=8-100")).isEqualTo("89");
        assertThat(range("lines=1-2")).isEqualTo("0123456789");
        assertThat(glue.s3()
                        .getObjectAsBytes(r -> r.bucket("scripts").key("abc").range("bytes=2-4"))
                        .response()
                        .contentRange())
                .isEqualTo("bytes 2-4/10");
        assertThatThrownBy(() -> range("bytes=10-"))
                .isInstanceOfSatisfying(
                        S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(416));
    }

    private String range(String range) {
        return glue.s3()
                .getObjectAsBytes(r -> r.bucket("scripts").key("abc").range(range))
                .asUtf8String();
    }

    @Test
    void conditions_are_kept() {
        String etag = put("abc", "1").eTag();
        assertThat(glue.s3()
                        .getObjectAsBytes(r -> r.bucket("scripts").key("abc").ifMatch(etag))
                        .asUtf8String())
                .isEqualTo("1");
        assertThatThrownBy(() -> glue.s3()
                        .getObjectAsBytes(r -> r.bucket("scripts").key("abc").ifMatch("\"other\"")))
                .isInstanceOfSatisfying(
                        S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(412));
        assertThatThrownBy(() -> glue.s3()
                        .getObjectAsBytes(r -> r.bucket("scripts").key("abc").ifNoneMatch(etag)))
                .isInstanceOfSatisfying(
                        S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(304));
        assertThatThrownBy(() -> glue.s3()
                        .putObject(r -> r.bucket("scripts").key("abc").ifNoneMatch("*"), RequestBody.fromString("2")))
                .isInstanceOfSatisfying(
                        S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(412));
        assertThat(get("abc")).isEqualTo("1");
    }

    @Test
    void listings_page_and_fold_by_delimiter() {
        for (String key : List.of("a.py", "in/2025/1.csv", "in/2025/2.csv", "in/2026/1.csv", "in.txt", "z ä&<.py")) {
            put(key, key);
        }
        assertThat(keys())
                .containsExactly("a.py", "in.txt", "in/2025/1.csv", "in/2025/2.csv", "in/2026/1.csv", "z ä&<.py");

        ListObjectsV2Response top =
                glue.s3().listObjectsV2(r -> r.bucket("scripts").delimiter("/"));
        assertThat(top.contents()).extracting(S3Object::key).containsExactly("a.py", "in.txt", "z ä&<.py");
        assertThat(top.commonPrefixes()).extracting(CommonPrefix::prefix).containsExactly("in/");
        assertThat(top.keyCount()).isEqualTo(4);

        ListObjectsV2Response below =
                glue.s3().listObjectsV2(r -> r.bucket("scripts").prefix("in/").delimiter("/"));
        assertThat(below.commonPrefixes()).extracting(CommonPrefix::prefix).containsExactly("in/2025/", "in/2026/");

        List<String> paged = new ArrayList<>();
        glue.s3()
                .listObjectsV2Paginator(r -> r.bucket("scripts").delimiter("/").maxKeys(1))
                .forEach(page -> {
                    page.contents().forEach(object -> paged.add(object.key()));
                    page.commonPrefixes().forEach(common -> paged.add(common.prefix()));
                });
        assertThat(paged).containsExactly("a.py", "in.txt", "in/", "z ä&<.py");
        assertThat(glue.s3()
                        .listObjectsV2(r ->
                                r.bucket("scripts").startAfter("in/2025/1.csv").prefix("in/"))
                        .contents())
                .extracting(S3Object::key)
                .containsExactly("in/2025/2.csv", "in/2026/1.csv");
        assertThat(glue.s3()
                        .listObjects(r -> r.bucket("scripts").marker("in.txt").maxKeys(2))
                        .contents())
                .extracting(S3Object::key)
                .containsExactly("in/2025/1.csv", "in/2025/2.csv");
        assertThatThrownBy(
                        () -> glue.s3().listObjectsV2(r -> r.bucket("scripts").continuationToken("made up")))
                .isInstanceOf(S3Exception.class)
                .hasMessageContaining("continuation token");
    }

    @Test
    void what_spark_writes_is_there_without_its_checksum_files_and_empty_folders() throws IOException {
        Path out = Files.createDirectories(glue.bucket("scripts").resolve("out/region=eu"));
        Files.createDirectories(glue.bucket("scripts").resolve("out/region=us"));
        Files.writeString(out.resolve("part-0.csv"), "1");
        Files.writeString(out.resolve(".part-0.csv.crc"), "sum");
        assertThat(keys()).containsExactly("out/region=eu/part-0.csv");
        String etag = glue.s3()
                .headObject(r -> r.bucket("scripts").key("out/region=eu/part-0.csv"))
                .eTag();
        assertThat(etag).matches("\"[0-9a-f]{32}\"");
        assertThatThrownBy(() -> glue.s3().headObject(r -> r.bucket("scripts").key("out/region=eu")))
                .isInstanceOf(NoSuchKeyException.class);
        assertThatThrownBy(() -> glue.s3().headObject(r -> r.bucket("scripts").key("out/region=eu/")))
                .isInstanceOf(NoSuchKeyException.class);
    }

    @Test
    void what_is_written_over_an_object_is_not_told_with_its_old_checksum() throws IOException {
        put("abc", "old");
        Files.writeString(glue.bucket("scripts").resolve("abc"), "new and longer");
        ResponseBytes<GetObjectResponse> got =
                glue.s3().getObjectAsBytes(r -> r.bucket("scripts").key("abc").checksumMode(ChecksumMode.ENABLED));
        assertThat(got.asUtf8String()).isEqualTo("new and longer");
        assertThat(got.response().checksumCRC32()).isNull();
    }

    @Test
    void a_folders_mark_is_an_object_until_it_is_deleted() {
        put("out/", "");
        put("out/1.csv", "1");
        assertThat(keys()).containsExactly("out/", "out/1.csv");
        assertThat(get("out/")).isEmpty();
        glue.s3().deleteObject(r -> r.bucket("scripts").key("out/1.csv"));
        assertThat(keys()).containsExactly("out/");
        assertThat(glue.bucket("scripts").resolve("out")).isDirectory();
        glue.s3().deleteObject(r -> r.bucket("scripts").key("out/"));
        assertThat(keys()).isEmpty();
        assertThat(glue.bucket("scripts").resolve("out")).doesNotExist();
    }

    @Test
    void objects_go_one_by_one_and_many_at_once() {
        List.of("a", "b/c", "b/d").forEach(key -> put(key, key));
        glue.s3().deleteObject(r -> r.bucket("scripts").key("never was"));
        assertThat(glue.s3()
                        .deleteObjects(r -> r.bucket("scripts")
                                .delete(d -> d.objects(
                                        ObjectIdentifier.builder().key("a").build(),
                                        ObjectIdentifier.builder().key("b/c").build(),
                                        ObjectIdentifier.builder().key("gone").build())))
                        .deleted())
                .extracting(DeletedObject::key)
                .containsExactlyInAnyOrder("a", "b/c", "gone");
        assertThat(keys()).containsExactly("b/d");
        assertThatThrownBy(() -> glue.s3().deleteBucket(r -> r.bucket("scripts")))
                .isInstanceOf(S3Exception.class)
                .hasMessageContaining("not empty");
        glue.s3().deleteObject(r -> r.bucket("scripts").key("b/d"));
        glue.s3().deleteBucket(r -> r.bucket("scripts"));
        assertThat(glue.s3().listBuckets().buckets()).isEmpty();
    }

    @Test
    void an_object_is_copied_with_what_belongs_to_it() {
        glue.s3()
                .putObject(r -> r.bucket("scripts").key("a b").metadata(Map.of("k", "v")), RequestBody.fromString("x"));
        glue.s3().createBucket(r -> r.bucket("other"));
        glue.s3()
                .copyObject(r -> r.sourceBucket("scripts")
                        .sourceKey("a b")
                        .destinationBucket("other")
                        .destinationKey("c/d"));
        HeadObjectResponse copy = glue.s3().headObject(r -> r.bucket("other").key("c/d"));
        assertThat(copy.metadata()).isEqualTo(Map.of("k", "v"));
        assertThat(glue.bucket("other").resolve("c/d")).hasContent("x");
    }

    @Test
    void a_large_object_arrives_in_parts() {
        byte[] first = new byte[FIVE_MIB];
        Arrays.fill(first, (byte) 'a');
        String id = glue.s3()
                .createMultipartUpload(r -> r.bucket("scripts").key("big").contentType("text/plain"))
                .uploadId();
        String one = glue.s3()
                .uploadPart(
                        r -> r.bucket("scripts").key("big").uploadId(id).partNumber(1), RequestBody.fromBytes(first))
                .eTag();
        String two = glue.s3()
                .uploadPart(
                        r -> r.bucket("scripts").key("big").uploadId(id).partNumber(2),
                        RequestBody.fromString("the end"))
                .eTag();
        assertThat(glue.s3()
                        .listParts(r -> r.bucket("scripts").key("big").uploadId(id))
                        .parts())
                .hasSize(2);
        assertThat(keys()).isEmpty();
        assertThatThrownBy(() -> complete(id, part(2, two), part(1, one))).hasMessageContaining("ascending");
        assertThatThrownBy(() -> complete(id, part(1, two))).hasMessageContaining("part 1");
        String etag = complete(id, part(1, one), part(2, two));
        assertThat(etag).matches("\"[0-9a-f]{32}-2\"");
        HeadObjectResponse head = glue.s3().headObject(r -> r.bucket("scripts").key("big"));
        assertThat(head.contentLength()).isEqualTo(FIVE_MIB + 7);
        assertThat(head.eTag()).isEqualTo(etag);
        assertThat(head.contentType()).isEqualTo("text/plain");
        assertThatThrownBy(() -> complete(id, part(1, one)))
                .isInstanceOfSatisfying(
                        S3Exception.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("NoSuchUpload"));
        assertThat(home.resolve("s3-facts/uploads")).isEmptyDirectory();
    }

    private String complete(String id, CompletedPart... parts) {
        return glue.s3()
                .completeMultipartUpload(
                        r -> r.bucket("scripts").key("big").uploadId(id).multipartUpload(m -> m.parts(parts)))
                .eTag();
    }

    private static CompletedPart part(int number, String etag) {
        return CompletedPart.builder().partNumber(number).eTag(etag).build();
    }

    @Test
    void an_upload_that_is_given_up_leaves_nothing() {
        String id = glue.s3()
                .createMultipartUpload(r -> r.bucket("scripts").key("big"))
                .uploadId();
        glue.s3()
                .uploadPart(
                        r -> r.bucket("scripts").key("big").uploadId(id).partNumber(1), RequestBody.fromString("1"));
        glue.s3().abortMultipartUpload(r -> r.bucket("scripts").key("big").uploadId(id));
        assertThat(keys()).isEmpty();
        assertThat(home.resolve("s3-facts/uploads")).isEmptyDirectory();
    }

    @Test
    void buckets_are_made_listed_and_asked_for() throws Exception {
        glue.s3().createBucket(r -> r.bucket("scripts"));
        glue.s3().createBucket(r -> r.bucket("bucket-2"));
        assertThat(glue.s3().listBuckets().buckets()).extracting(Bucket::name).containsExactly("bucket-2", "scripts");
        assertThat(glue.s3().headBucket(r -> r.bucket("scripts")).bucketRegion())
                .isEqualTo("us-east-1");
        assertThat(glue.s3().getBucketLocation(r -> r.bucket("scripts")).locationConstraintAsString())
                .isNullOrEmpty();
        assertThatThrownBy(() -> glue.s3().headBucket(r -> r.bucket("nobodys")))
                .isInstanceOf(NoSuchBucketException.class);
        assertThatThrownBy(() -> glue.s3().listObjectsV2(r -> r.bucket("nobodys")))
                .isInstanceOf(NoSuchBucketException.class);
        HttpRequest.Builder odd =
                HttpRequest.newBuilder(glue.endpoint().resolve("/No_Name")).PUT(HttpRequest.BodyPublishers.noBody());
        assertThat(glue.send(odd).body()).contains("<Code>InvalidBucketName</Code>");
        assertThatThrownBy(() -> glue.s3().createBucket(r -> r.bucket("playground")))
                .isInstanceOf(S3Exception.class)
                .hasMessageContaining("path of this endpoint");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/scripts/%2e%2e/%2e%2e/catalog/catalog.json",
                "/scripts/../catalog/catalog.json",
                "/scripts/..%2Fcatalog%2Fcatalog.json",
                "/%2e%2e/catalog/catalog.json",
                "/scripts//etc/passwd",
                "/scripts/%2Fetc%2Fpasswd",
                "/scripts/a%00b",
                "/scripts/a/./b",
            })
    void a_key_that_would_lead_elsewhere_is_refused(String path) throws Exception {
        HttpResponse<String> answer = glue.get(path);
        assertThat(answer.statusCode()).isBetween(400, 404);
        assertThat(answer.body()).doesNotContain("databases").doesNotContain("root:");
    }

    @Test
    void a_link_out_of_the_bucket_is_not_followed() throws IOException {
        Files.writeString(home.resolve("secret"), "secret");
        Files.createSymbolicLink(glue.bucket("scripts").resolve("link"), home);
        assertThatThrownBy(() -> get("link/secret"))
                .isInstanceOfSatisfying(
                        S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(403));
        assertThatThrownBy(() -> put("link/planted", "x")).isInstanceOf(S3Exception.class);
        assertThat(home.resolve("planted")).doesNotExist();
    }

    @Test
    void an_object_in_the_way_of_a_folder_is_named() {
        put("a", "1");
        assertThatThrownBy(() -> put("a/b", "2"))
                .isInstanceOf(S3Exception.class)
                .hasMessageContaining("name of one of its folders");
        put("c/d", "1");
        assertThatThrownBy(() -> put("c", "2"))
                .isInstanceOf(S3Exception.class)
                .hasMessageContaining("objects below it");
    }

    @Test
    void a_bucket_may_be_named_by_the_host() throws Exception {
        put("a/b.txt", "hello");
        try (Socket socket =
                        new Socket(InetAddress.getLoopbackAddress(), glue.glue().port());
                OutputStream out = socket.getOutputStream();
                InputStream in = socket.getInputStream()) {
            out.write("GET /a/b.txt HTTP/1.1\r\nHost: scripts.s3.localhost:%d\r\nConnection: close\r\n\r\n"
                    .formatted(glue.glue().port())
                    .getBytes(StandardCharsets.US_ASCII));
            out.flush();
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 200")
                    .endsWith("\r\n\r\nhello");
        }
    }

    @Test
    void what_it_does_not_do_it_says() {
        assertThatThrownBy(() -> glue.s3().getBucketPolicy(r -> r.bucket("scripts")))
                .isInstanceOfSatisfying(S3Exception.class, e -> {
                    assertThat(e.statusCode()).isEqualTo(501);
                    assertThat(e.awsErrorDetails().errorMessage()).contains("ListObjectsV2");
                });
    }

    @Test
    void faults_come_in_s3s_words() throws Exception {
        glue.postTo(
                "/playground/faults",
                "[{\"on\":\"PutObject\",\"status\":503},{\"on\":\"PutObject\",\"after\":\"effect\",\"status\":500}]");
        assertThatThrownBy(() -> put("a", "1")).isInstanceOfSatisfying(S3Exception.class, e -> {
            assertThat(e.awsErrorDetails().errorCode()).isEqualTo("SlowDown");
            assertThat(e.isThrottlingException()).isTrue();
        });
        assertThat(keys()).isEmpty();
        assertThatThrownBy(() -> put("a", "1"))
                .isInstanceOfSatisfying(
                        S3Exception.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("InternalError"));
        assertThat(keys()).containsExactly("a");
    }
}
