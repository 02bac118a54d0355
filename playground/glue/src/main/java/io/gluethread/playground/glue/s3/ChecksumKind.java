package io.gluethread.playground.glue.s3;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/** The checksums that S3 knows beside MD5; told in Base64. Source: Amazon S3 User Guide, "Checking object integrity". */
enum ChecksumKind {
    CRC32,
    CRC32C,
    CRC64NVME,
    SHA1,
    SHA256;

    /** Takes bytes and tells their sum at the end. */
    interface Sum {
        void add(byte[] bytes, int length);

        byte[] value();
    }

    /** Name of the header, in requests, trailers and answers. */
    String header() {
        return "x-amz-checksum-" + name().toLowerCase(Locale.ROOT);
    }

    /** Name of the element in XML. */
    String element() {
        return "Checksum" + name();
    }

    static Optional<ChecksumKind> named(String name) {
        return Arrays.stream(values())
                .filter(kind -> kind.name().equalsIgnoreCase(name))
                .findFirst();
    }

    Sum begin() {
        return switch (this) {
            case CRC32 -> new Cyclic(new CRC32(), Integer.BYTES);
            case CRC32C -> new Cyclic(new CRC32C(), Integer.BYTES);
            case CRC64NVME -> new Cyclic(new Crc64Nvme(), Long.BYTES);
            case SHA1 -> new Digest("SHA-1");
            case SHA256 -> new Digest("SHA-256");
        };
    }

    static Sum md5() {
        return new Digest("MD5");
    }

    private record Cyclic(Checksum sum, int size) implements Sum {
        @Override
        public void add(byte[] bytes, int length) {
            sum.update(bytes, 0, length);
        }

        @Override
        public byte[] value() {
            byte[] all = ByteBuffer.allocate(Long.BYTES).putLong(sum.getValue()).array();
            return Arrays.copyOfRange(all, Long.BYTES - size, Long.BYTES);
        }
    }

    private static final class Digest implements Sum {
        private final MessageDigest digest;

        Digest(String algorithm) {
            try {
                digest = MessageDigest.getInstance(algorithm);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every JDK has " + algorithm, e);
            }
        }

        @Override
        public void add(byte[] bytes, int length) {
            digest.update(bytes, 0, length);
        }

        @Override
        public byte[] value() {
            return digest.digest();
        }
    }
}
