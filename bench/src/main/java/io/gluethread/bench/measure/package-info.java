/** Times, ratios of them, and where a measurement waits and works. */
@NullMarked
package io.gluethread.bench.measure;

import org.jspecify.annotations.NullMarked;
