/** What the service is told by its environment, read once, complained about whole, documented by its own table. */
@NullMarked
package io.gluethread.bot.config;

import org.jspecify.annotations.NullMarked;
