/** Brings Slack up to what the ledger wants shown: in order per channel, at Slack's pace, once. */
@NullMarked
package io.gluethread.bot.delivery;

import org.jspecify.annotations.NullMarked;
