package io.gluethread.playground.glue.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gluethread.playground.glue.wire.AwsError;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies in chunks, ranges and checksums, by what their specifications say. */
final class BodiesTest {
    private static AwsChunkedStream chunked(String body) {
        return new AwsChunkedStream(new ByteArrayInputStream(body.getBytes(StandardCharsets.ISO_8859_1)));
    }

    private static String content(AwsChunkedStream stream) throws IOException {
        return new String(stream.readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    @Test
    void chunks_are_joined_with_and_without_signatures() throws IOException {
        assertThat(
                        content(
                                chunked(
                                        "5;chunk-signature=ab\r\nhello\r\n7;chunk-signature=cd\r\n, world\r\n0;chunk-signature=ef\r\n\r\n")))
                .isEqualTo("hello, world");
        AwsChunkedStream trailed = chunked("a\r\n0123456789\r\n0\r\nx-amz-checksum-crc32: abc=\r\nX-Other:1\r\n\r\n");
        assertThat(content(trailed)).isEqualTo("0123456789");
        assertThat(trailed.trailers())
                .containsEntry("x-amz-checksum-crc32", "abc=")
                .containsEntry("x-other", "1");
        assertThat(content(chunked("0\r\n\r\n"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "5\r\nhel", "5\r\nhello", "x\r\nhello\r\n0\r\n\r\n", "3\r\nhello\r\n0\r\n\r\n", "-1\r\n\r\n"
            })
    void a_body_that_breaks_off_or_lies_is_refused(String body) {
        assertThatThrownBy(() -> content(chunked(body))).isInstanceOf(AwsError.class);
    }

    @Test
    void every_checksum_agrees_with_its_check_value() {
        assertThat(base64(ChecksumKind.CRC32)).isEqualTo("y/Q5Jg==");
        assertThat(base64(ChecksumKind.CRC32C)).isEqualTo("4waSgw==");
        assertThat(base64(ChecksumKind.CRC64NVME)).isEqualTo("rosUhgp5mIg=");
        assertThat(base64(ChecksumKind.SHA1)).isEqualTo("98O8HYCOBHMq32eZZczDTKeuNEE=");
        assertThat(base64(ChecksumKind.SHA256)).isEqualTo("FeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU=");
    }

    /** Of the text for which every catalogue of checksums gives the value. */
    private static String base64(ChecksumKind kind) {
        ChecksumKind.Sum sum = kind.begin();
        byte[] text = "123456789".getBytes(StandardCharsets.US_ASCII);
        sum.add(text, text.length);
        return java.util.Base64.getEncoder().encodeToString(sum.value());
    }
}
