/** Where the session's Spark SQL differs from plain Spark, so that it is as on Glue. */
@NullMarked
package io.gluethread.sparkhost.sql;

import org.jspecify.annotations.NullMarked;
