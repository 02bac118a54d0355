/** The way from Slack to the bot: signed requests, deadlines, retries, faults. */
@NullMarked
package io.gluethread.playground.slack.delivery;

import org.jspecify.annotations.NullMarked;
