/** What Slack's client makes of typed text: the escaped text and the rich_text blocks. */
@NullMarked
package io.gluethread.playground.slack.text;

import org.jspecify.annotations.NullMarked;
