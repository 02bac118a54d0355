/** The durable record: threads, sessions, cells, and what Slack is to show of them. */
@NullMarked
package io.gluethread.broker.ledger;

import org.jspecify.annotations.NullMarked;
