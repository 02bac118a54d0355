/** Slack's edge: requests in, verified over their raw bytes, and calls out. The only importer of Slack's SDK. */
@NullMarked
package io.gluethread.bot.slack;

import org.jspecify.annotations.NullMarked;
