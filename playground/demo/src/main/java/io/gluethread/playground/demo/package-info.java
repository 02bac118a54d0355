/** Starts the local Slack, the local Glue and the bot on one machine. */
@NullMarked
package io.gluethread.playground.demo;

import org.jspecify.annotations.NullMarked;
