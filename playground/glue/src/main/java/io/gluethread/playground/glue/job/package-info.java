/** Jobs and their runs as Glue shows them; each run is a script in a fresh Spark process. */
@NullMarked
package io.gluethread.playground.glue.job;

import org.jspecify.annotations.NullMarked;
