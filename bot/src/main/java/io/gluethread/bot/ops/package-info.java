/** How the process keeps going and says how it is: loops that do not die, health. */
@NullMarked
package io.gluethread.bot.ops;

import org.jspecify.annotations.NullMarked;
