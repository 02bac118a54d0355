/** The process: configuration, wiring by hand, start and stop. */
@NullMarked
package io.gluethread.bot;

import org.jspecify.annotations.NullMarked;
