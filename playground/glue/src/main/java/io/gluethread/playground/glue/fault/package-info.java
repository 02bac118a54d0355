/** Faults that a test orders: errors, delays and cut connections, per operation. */
@NullMarked
package io.gluethread.playground.glue.fault;

import org.jspecify.annotations.NullMarked;
