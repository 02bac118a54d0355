/** Tests. */
@NullMarked
package io.gluethread.bot.ops;

import org.jspecify.annotations.NullMarked;
