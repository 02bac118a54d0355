/** The HTTP side: one loopback port for everything. */
@NullMarked
package io.gluethread.playground.glue.server;

import org.jspecify.annotations.NullMarked;
