/** The state of the workspace: people, channels, messages, views, files, and what just happened to them. */
@NullMarked
package io.gluethread.playground.slack.workspace;

import org.jspecify.annotations.NullMarked;
