/** Tests. */
@NullMarked
package io.gluethread.bot.slack;

import org.jspecify.annotations.NullMarked;
