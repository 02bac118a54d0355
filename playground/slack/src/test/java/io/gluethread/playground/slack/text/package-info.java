/** What is typed, and what Slack makes of it. */
@NullMarked
package io.gluethread.playground.slack.text;

import org.jspecify.annotations.NullMarked;
