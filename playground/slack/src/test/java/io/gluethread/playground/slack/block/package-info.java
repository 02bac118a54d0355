/** What Slack takes and what it refuses. */
@NullMarked
package io.gluethread.playground.slack.block;

import org.jspecify.annotations.NullMarked;
