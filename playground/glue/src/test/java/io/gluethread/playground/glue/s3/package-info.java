/** Tests of the local S3's parts. */
@NullMarked
package io.gluethread.playground.glue.s3;

import org.jspecify.annotations.NullMarked;
