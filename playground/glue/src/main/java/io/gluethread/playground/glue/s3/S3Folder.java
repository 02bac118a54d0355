package io.gluethread.playground.glue.s3;

import io.gluethread.playground.glue.wire.AwsError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where objects lie: {@code s3://bucket/key} is the file {@code root/bucket/key}, for this endpoint as for Spark. Names
 * that would lead elsewhere are refused.
 */
public record S3Folder(Path root) {
    /** Names that are paths of this endpoint itself. */
    private static final Set<String> RESERVED = Set.of("playground", "healthz");

    // Amazon S3 User Guide, "General purpose bucket naming rules"
    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
    private static final Pattern ADDRESS = Pattern.compile("\\d+\\.\\d+\\.\\d+\\.\\d+");
    private static final Pattern URI = Pattern.compile("s3[an]?://([^/]+)/(.*)", Pattern.DOTALL);
    private static final Pattern PLACEHOLDER = Pattern.compile("<([A-Za-z0-9._ -]{3,63})>");
    private static final int LONGEST_KEY = 1024;
    private static final int LONGEST_NAME = 255;

    public S3Folder {
        root = root.toAbsolutePath().normalize();
    }

    /** Whether a bucket may have this name. */
    static boolean isBucketName(String name) {
        return BUCKET.matcher(name).matches()
                && !name.contains("..")
                && !ADDRESS.matcher(name).matches();
    }

    static boolean isReserved(String name) {
        return RESERVED.contains(name);
    }

    Path bucket(String name) {
        if (!isBucketName(name)) {
            throw new AwsError(400, "InvalidBucketName", "The specified bucket is not valid: " + name);
        }
        return root.resolve(name);
    }

    /**
     * The file of an object, or the folder of a key that ends in a slash.
     *
     * @throws AwsError for a key that no file can have
     */
    Path object(String bucket, String key) {
        if (key.getBytes(StandardCharsets.UTF_8).length > LONGEST_KEY) {
            throw new AwsError(400, "KeyTooLongError", "Your key is too long: the limit is " + LONGEST_KEY + " bytes.");
        }
        List<String> names = List.of((key.endsWith("/") ? key.substring(0, key.length() - 1) : key).split("/", -1));
        for (String name : names) {
            if (name.isEmpty()
                    || name.equals(".")
                    || name.equals("..")
                    || name.indexOf('\0') >= 0
                    || name.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
                throw new AwsError(
                        400,
                        "InvalidArgument",
                        "This endpoint keeps objects as files, and no file can have the key '" + key
                                + "': between slashes there must be 1 to " + LONGEST_NAME
                                + " bytes other than '.' and '..'.");
            }
        }
        Path folder = bucket(bucket);
        Path file = folder.resolve(String.join("/", names)).normalize();
        if (!file.startsWith(folder) || leadsAway(folder, file)) {
            throw new AwsError(403, "AccessDenied", "The key '" + key + "' leads out of its bucket.");
        }
        return file;
    }

    /** Whether a link on the way leaves the bucket. */
    private static boolean leadsAway(Path folder, Path file) {
        try {
            Path there = folder;
            for (Path name : folder.relativize(file)) {
                Path next = there.resolve(name);
                if (Files.isSymbolicLink(next) && !Files.exists(next)) {
                    return true;
                }
                if (!Files.exists(next)) {
                    break;
                }
                there = next;
            }
            if (!Files.exists(there)) {
                return false;
            }
            return !there.toRealPath().startsWith(folder.toRealPath());
        } catch (IOException e) {
            return true;
        }
    }

    /**
     * The file or folder on this machine that a location means. A tutorial's placeholder, {@code <MY_BUCKET>}, stands
     * for a bucket {@code my-bucket}, as it does in Spark code.
     *
     * @param location {@code s3://}, {@code s3a://} or {@code s3n://}
     * @return empty if it is no such location
     * @throws AwsError if bucket or key cannot be
     */
    public Optional<Path> find(String location) {
        Matcher uri = URI.matcher(location);
        if (!uri.matches()) {
            return Optional.empty();
        }
        String key = uri.group(2).replaceAll("/+$", "");
        Matcher placeholder = PLACEHOLDER.matcher(uri.group(1));
        String bucket = placeholder.matches()
                ? placeholder.group(1).toLowerCase(Locale.ROOT).replaceAll("[_ ]", "-")
                : uri.group(1);
        return Optional.of(key.isEmpty() ? bucket(bucket) : object(bucket, key));
    }
}
