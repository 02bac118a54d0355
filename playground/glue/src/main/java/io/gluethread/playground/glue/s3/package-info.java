/** S3 as far as scripts and results need it: each object is a file that Spark finds under the same name. */
@NullMarked
package io.gluethread.playground.glue.s3;

import org.jspecify.annotations.NullMarked;
