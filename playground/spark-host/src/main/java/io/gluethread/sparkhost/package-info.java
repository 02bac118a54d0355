/** The child process of one local Glue session: Spark in local mode, driven by its parent over a socket. */
@NullMarked
package io.gluethread.sparkhost;

import org.jspecify.annotations.NullMarked;
