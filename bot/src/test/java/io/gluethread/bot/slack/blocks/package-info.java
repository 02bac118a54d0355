/** Tests. */
@NullMarked
package io.gluethread.bot.slack.blocks;

import org.jspecify.annotations.NullMarked;
