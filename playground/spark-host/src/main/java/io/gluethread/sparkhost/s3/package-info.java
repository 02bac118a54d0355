/** S3 for the session's Spark: buckets are folders on this machine. */
@NullMarked
package io.gluethread.sparkhost.s3;

import org.jspecify.annotations.NullMarked;
