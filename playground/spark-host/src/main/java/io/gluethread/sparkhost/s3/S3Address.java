package io.gluethread.sparkhost.s3;

import java.io.IOException;
import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Addresses of objects as they are kept in the catalog, where others read them who know S3's rules only. */
public final class S3Address {
    private static final Pattern ADDRESS = Pattern.compile("(s3[an]?://)([^/]+)(.*)", Pattern.DOTALL);

    private S3Address() {}

    /** An address with the bucket that a tutorial's placeholder stands for; anything else as it is. */
    public static String canonical(String location) {
        Matcher address = ADDRESS.matcher(location);
        if (!address.matches()) {
            return location;
        }
        try {
            // As somebody wrote it, or as the text of a URI, in which a placeholder's brackets are escaped.
            String bucket = address.group(2).contains("%") ? Buckets.bucket(URI.create(location)) : address.group(2);
            return address.group(1) + Buckets.folder(bucket) + address.group(3);
        } catch (IOException | IllegalArgumentException notABucket) {
            return location;
        }
    }
}
