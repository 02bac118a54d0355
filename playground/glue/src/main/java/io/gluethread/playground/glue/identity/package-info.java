/** Who the caller is, as STS tells it. */
@NullMarked
package io.gluethread.playground.glue.identity;

import org.jspecify.annotations.NullMarked;
