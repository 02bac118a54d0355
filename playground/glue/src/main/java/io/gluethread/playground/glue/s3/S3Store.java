package io.gluethread.playground.glue.s3;

import io.gluethread.playground.glue.wire.AwsError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Buckets and objects as folders and files. S3 has no folders, so those that hold nothing are removed with their last
 * object, and none is an object unless somebody put its mark, a key that ends in a slash.
 */
final class S3Store {
    /** A bucket with the time at which its folder was made. */
    record Bucket(String name, Instant created) {}

    /** S3 lists keys by their bytes in UTF-8. */
    static final Comparator<String> ORDER =
            (a, b) -> Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));

    private static final String EMPTY_MD5 = "d41d8cd98f00b204e9800998ecf8427e";

    private final S3Folder folder;
    private final FactsFile facts;
    private final Path uploads;

    /** Opens the store; {@code beside} is where facts and unfinished uploads are kept. */
    S3Store(S3Folder folder, Path beside) {
        this.folder = folder;
        this.facts = new FactsFile(beside.resolve("objects"));
        this.uploads = beside.resolve("uploads");
    }

    /** Where bodies are kept until they are objects. */
    Path uploads() {
        return uploads;
    }

    List<Bucket> buckets() throws IOException {
        if (!Files.isDirectory(folder.root())) {
            return List.of();
        }
        List<Bucket> buckets = new ArrayList<>();
        try (Stream<Path> children = Files.list(folder.root())) {
            for (Path child : children.sorted().toList()) {
                String name = String.valueOf(child.getFileName());
                if (Files.isDirectory(child) && S3Folder.isBucketName(name)) {
                    BasicFileAttributes attributes = Files.readAttributes(child, BasicFileAttributes.class);
                    buckets.add(new Bucket(name, attributes.creationTime().toInstant()));
                }
            }
        }
        return buckets;
    }

    synchronized void createBucket(String name) throws IOException {
        if (S3Folder.isReserved(name)) {
            throw new AwsError(
                    409,
                    "BucketAlreadyExists",
                    "The requested bucket name is not available: '" + name + "' is a path of this endpoint itself.");
        }
        Files.createDirectories(folder.bucket(name));
    }

    synchronized void deleteBucket(String name) throws IOException {
        if (!keys(name, "").isEmpty()) {
            throw new AwsError(409, "BucketNotEmpty", "The bucket you tried to delete is not empty");
        }
        deleteEmptyFolders(folder.bucket(name));
    }

    /** Fails with {@code NoSuchBucket} unless there is such a bucket. */
    Path requireBucket(String name) {
        if (!S3Folder.isBucketName(name) || !Files.isDirectory(folder.bucket(name))) {
            throw new AwsError(404, "NoSuchBucket", "The specified bucket does not exist");
        }
        return folder.bucket(name);
    }

    Optional<S3Object> find(String bucket, String key) throws IOException {
        requireBucket(bucket);
        Path file = folder.object(bucket, key);
        boolean there = key.endsWith("/") ? Files.isDirectory(file) : Files.isRegularFile(file);
        if (!there) {
            return Optional.empty();
        }
        Optional<FactsFile.Facts> known = facts.read(bucket, key, file);
        if (key.endsWith("/") && known.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(object(key, file, known));
    }

    private static S3Object object(String key, Path file, Optional<FactsFile.Facts> known) throws IOException {
        long size = key.endsWith("/") ? 0 : Files.size(file);
        Instant modified = Files.getLastModifiedTime(file).toInstant();
        String etag = known.map(FactsFile.Facts::etag).orElseGet(() -> etagOf(size, modified));
        return new S3Object(
                key,
                file,
                size,
                modified,
                etag,
                known.map(FactsFile.Facts::headers).orElse(Map.of()),
                known.map(FactsFile.Facts::checksums).orElse(Map.of()));
    }

    /** An ETag for a file that did not come through this endpoint: it changes when the file does. */
    private static String etagOf(long size, Instant modified) {
        ChecksumKind.Sum sum = ChecksumKind.md5();
        byte[] told = (size + "@" + modified).getBytes(StandardCharsets.US_ASCII);
        sum.add(told, told.length);
        return HexFormat.of().formatHex(sum.value());
    }

    /** Makes a body an object, in the place of one that was there. */
    synchronized S3Object put(String bucket, String key, Upload upload, FactsFile.Facts known) throws IOException {
        requireBucket(bucket);
        Path file = folder.object(bucket, key);
        if (key.endsWith("/")) {
            return putMark(bucket, key, file, upload, known);
        }
        if (Files.isDirectory(file)) {
            if (!keys(bucket, key + "/").isEmpty()) {
                throw inTheWay(key, "there are objects below it");
            }
            deleteEmptyFolders(file);
        }
        makeFolders(bucket, key, file.resolveSibling(""));
        Files.move(upload.file(), file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        facts.write(bucket, key, file, known);
        return object(key, file, Optional.of(known));
    }

    private S3Object putMark(String bucket, String key, Path file, Upload upload, FactsFile.Facts known)
            throws IOException {
        if (upload.size() > 0) {
            throw new AwsError(
                    400,
                    "InvalidArgument",
                    "This endpoint keeps objects as files: a key that ends in a slash, such as '" + key
                            + "', is a folder and cannot have content.");
        }
        makeFolders(bucket, key, file);
        Files.deleteIfExists(upload.file());
        FactsFile.Facts empty = new FactsFile.Facts(EMPTY_MD5, known.headers(), known.checksums());
        facts.write(bucket, key, file, empty);
        return object(key, file, Optional.of(empty));
    }

    private static void makeFolders(String bucket, String key, Path wanted) throws IOException {
        try {
            Files.createDirectories(wanted);
        } catch (java.nio.file.FileAlreadyExistsException e) {
            throw inTheWay(key, "an object of bucket " + bucket + " has the name of one of its folders");
        }
    }

    private static AwsError inTheWay(String key, String why) {
        return new AwsError(
                409,
                "OperationAborted",
                "This endpoint keeps objects as files, and '" + key + "' cannot be one: " + why + ".");
    }

    /** Removes an object; one that is not there is as good as removed. */
    synchronized void delete(String bucket, String key) throws IOException {
        Path root = requireBucket(bucket);
        Path file = folder.object(bucket, key);
        facts.delete(bucket, key);
        if (!key.endsWith("/") && Files.isRegularFile(file)) {
            Files.delete(file);
        }
        prune(bucket, root, key.endsWith("/") ? file : file.resolveSibling(""));
    }

    private void prune(String bucket, Path root, Path from) throws IOException {
        @Nullable Path at = from;
        while (at != null && at.startsWith(root) && !at.equals(root) && Files.isDirectory(at)) {
            String mark = key(root, at) + "/";
            if (facts.read(bucket, mark, at).isPresent() || !isEmpty(at)) {
                return;
            }
            Files.delete(at);
            at = at.getParent();
        }
    }

    private static boolean isEmpty(Path directory) throws IOException {
        try (Stream<Path> children = Files.list(directory)) {
            return children.findAny().isEmpty();
        }
    }

    /** The objects whose keys begin with a prefix, in S3's order. */
    List<S3Object> list(String bucket, String prefix) throws IOException {
        List<S3Object> objects = new ArrayList<>();
        for (String key : keys(bucket, prefix)) {
            find(bucket, key).ifPresent(objects::add);
        }
        return objects;
    }

    /** The keys that begin with a prefix, in S3's order. */
    List<String> keys(String bucket, String prefix) throws IOException {
        Path root = requireBucket(bucket);
        Path start = prefix.contains("/")
                ? root.resolve(prefix.substring(0, prefix.lastIndexOf('/'))).normalize()
                : root;
        if (!start.startsWith(root) || !Files.isDirectory(start)) {
            return List.of();
        }
        List<String> keys = new ArrayList<>();
        Files.walkFileTree(start, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                String key = key(root, directory) + "/";
                if (!directory.equals(root)
                        && key.startsWith(prefix)
                        && facts.read(bucket, key, directory).isPresent()) {
                    keys.add(key);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                String key = key(root, file);
                if (attributes.isRegularFile() && key.startsWith(prefix) && !isChecksumOfHadoop(file)) {
                    keys.add(key);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) {
                return FileVisitResult.CONTINUE;
            }
        });
        keys.sort(ORDER);
        return keys;
    }

    /** Hadoop's local file system writes {@code .name.crc} beside {@code name}; on S3 there is no such thing. */
    private static boolean isChecksumOfHadoop(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.startsWith(".")
                && name.endsWith(".crc")
                && name.length() > 5
                && Files.exists(file.resolveSibling(name.substring(1, name.length() - 4)));
    }

    private static String key(Path root, Path file) {
        List<String> names = new ArrayList<>();
        root.relativize(file).forEach(name -> names.add(name.toString()));
        return String.join("/", names);
    }

    private static void deleteEmptyFolders(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
