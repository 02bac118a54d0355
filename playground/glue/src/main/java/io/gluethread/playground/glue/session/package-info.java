/** Sessions and statements as Glue shows them: states, limits, clocks. */
@NullMarked
package io.gluethread.playground.glue.session;

import org.jspecify.annotations.NullMarked;
