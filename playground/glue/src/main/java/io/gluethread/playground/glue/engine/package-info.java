/** The computing side of a local Glue session: starts a child process with real Spark, runs statements in it, ends it. */
@NullMarked
package io.gluethread.playground.glue.engine;

import org.jspecify.annotations.NullMarked;
