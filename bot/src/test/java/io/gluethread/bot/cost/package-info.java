/** Tests. */
@NullMarked
package io.gluethread.bot.cost;

import org.jspecify.annotations.NullMarked;
