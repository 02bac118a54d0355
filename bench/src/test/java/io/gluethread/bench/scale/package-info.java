/** That the simulation does what its figures say. */
@NullMarked
package io.gluethread.bench.scale;

import org.jspecify.annotations.NullMarked;
