/** A local Slack: the same wire as Slack's, on loopback, with people and channels of its own. */
@NullMarked
package io.gluethread.playground.slack;

import org.jspecify.annotations.NullMarked;
