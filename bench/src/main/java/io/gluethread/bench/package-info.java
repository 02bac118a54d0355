/** Starts the measurements: each figure stands beside its baseline of the same run. */
@NullMarked
package io.gluethread.bench;

import org.jspecify.annotations.NullMarked;
