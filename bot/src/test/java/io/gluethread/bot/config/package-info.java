/** Tests. */
@NullMarked
package io.gluethread.bot.config;

import org.jspecify.annotations.NullMarked;
