/** Typed text to cells, magics and commands: pure functions. */
@NullMarked
package io.gluethread.commands.parse;

import org.jspecify.annotations.NullMarked;
