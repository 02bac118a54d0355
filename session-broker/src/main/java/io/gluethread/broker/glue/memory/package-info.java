/** A Glue that lives in memory and follows a clock: for tests, simulations and whoever wants to see the broker move. */
@NullMarked
package io.gluethread.broker.glue.memory;

import org.jspecify.annotations.NullMarked;
