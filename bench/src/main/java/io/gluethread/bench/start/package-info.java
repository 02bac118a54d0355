/** How long it takes until something can be used: the playground, and a session in it. */
@NullMarked
package io.gluethread.bench.start;

import org.jspecify.annotations.NullMarked;
