/** How long Slack waits for the acknowledgement of a signed slash command. */
@NullMarked
package io.gluethread.bench.ack;

import org.jspecify.annotations.NullMarked;
