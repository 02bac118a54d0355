package io.gluethread.sparkhost.s3;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where objects lie: {@code s3://bucket/key} is the file {@code bucket/key} below one folder. Bucket names are those that
 * S3 allows (Amazon S3 User Guide, "General purpose bucket naming rules"), and one thing more: a tutorial's placeholder,
 * {@code <MY_BUCKET>}, stands for a bucket {@code my-bucket}, so that tutorials run as they are printed.
 */
final class Buckets {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
    private static final Pattern PLACEHOLDER = Pattern.compile("<([A-Za-z0-9._ -]{3,63})>");
    /** Not a bucket's name, so no bucket can be in its way. */
    private static final String UNFINISHED = ".unfinished";

    private final Path root;

    Buckets(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    /** The file of an object, or the folder of a prefix. */
    Path place(URI address) throws IOException {
        Path bucket = root.resolve(folder(bucket(address)));
        String key = address.getPath() == null ? "" : address.getPath();
        Path place = bucket;
        for (String step : key.split("/", -1)) {
            if (step.equals("..") || step.equals(".") || step.indexOf('\0') >= 0) {
                throw new IOException(
                        "A key that this S3 does not take, because it has a step '" + step + "': " + address);
            }
            place = step.isEmpty() ? place : place.resolve(step);
        }
        return place;
    }

    boolean isBucket(Path place) {
        return root.equals(place.getParent());
    }

    /** A folder for objects that are still being written; S3 shows none before it is complete. */
    Path unfinished() {
        return root.resolve(UNFINISHED);
    }

    static String bucket(URI address) throws IOException {
        String authority = address.getAuthority();
        if (authority == null || authority.isEmpty()) {
            throw new IOException("No bucket is named in " + address + "; an address is s3://bucket/key");
        }
        int user = authority.indexOf('@');
        return user < 0 ? authority : authority.substring(user + 1);
    }

    static String folder(String bucket) throws IOException {
        Matcher placeholder = PLACEHOLDER.matcher(bucket);
        String name = placeholder.matches()
                ? placeholder.group(1).toLowerCase(Locale.ROOT).replaceAll("[_ ]", "-")
                : bucket;
        if (!NAME.matcher(name).matches() || name.contains("..")) {
            throw new IOException("The specified bucket is not valid: '" + bucket
                    + "' (3 to 63 lower-case letters, digits, dots and hyphens)");
        }
        return name;
    }
}
