/** The bot as processes that are killed, stopped and cut off, between a local Slack and a local Glue that keep account. */
@NullMarked
package io.gluethread.playground.demo.chaos;

import org.jspecify.annotations.NullMarked;
