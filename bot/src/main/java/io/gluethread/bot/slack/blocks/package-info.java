/** What we show, as Block Kit: pure functions from documents, threads and cells to messages within Slack's limits. */
@NullMarked
package io.gluethread.bot.slack.blocks;

import org.jspecify.annotations.NullMarked;
