/** The local Glue endpoint, seen over the wire and from inside. */
@NullMarked
package io.gluethread.playground.glue;

import org.jspecify.annotations.NullMarked;
