/** The way from the bot to Slack: the Web API's methods, their errors and their rates. */
@NullMarked
package io.gluethread.playground.slack.api;

import org.jspecify.annotations.NullMarked;
