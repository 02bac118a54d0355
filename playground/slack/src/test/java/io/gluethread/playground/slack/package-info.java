/** Stories told to a running local Slack by Slack's own Java SDK and by plain HTTP. */
@NullMarked
package io.gluethread.playground.slack;

import org.jspecify.annotations.NullMarked;
