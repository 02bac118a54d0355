/** Tests. */
@NullMarked
package io.gluethread.bot.delivery;

import org.jspecify.annotations.NullMarked;
