/** What Slack accepts in blocks and views, as pure checks. */
@NullMarked
package io.gluethread.playground.slack.block;

import org.jspecify.annotations.NullMarked;
