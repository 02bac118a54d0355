/** The one JSON mapper, and short ways to build objects with it. */
@NullMarked
package io.gluethread.playground.slack.json;

import org.jspecify.annotations.NullMarked;
