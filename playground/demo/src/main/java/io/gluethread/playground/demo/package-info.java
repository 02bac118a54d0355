/** The local Slack, the local Glue and the bot together, and what holds only when they meet. */
@NullMarked
package io.gluethread.playground.demo;

import org.jspecify.annotations.NullMarked;
