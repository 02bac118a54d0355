/** Tests of the figures. */
@NullMarked
package io.gluethread.bench.measure;

import org.jspecify.annotations.NullMarked;
