/** How long a killed service takes until it is itself again. */
@NullMarked
package io.gluethread.bench.recovery;

import org.jspecify.annotations.NullMarked;
