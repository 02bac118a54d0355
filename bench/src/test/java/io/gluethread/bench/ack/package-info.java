/** Tests of the acknowledgements' bench. */
@NullMarked
package io.gluethread.bench.ack;

import org.jspecify.annotations.NullMarked;
