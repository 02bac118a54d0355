/** Hand-written stand-ins for what lies below the bot, and a clock that is turned by hand. */
@NullMarked
package io.gluethread.bot.memory;

import org.jspecify.annotations.NullMarked;
