/** Thousands of sessions and statements against a simulated Glue and a simulated clock. */
@NullMarked
package io.gluethread.bench.scale;

import org.jspecify.annotations.NullMarked;
