/** The page, used as a person uses it: real Chromium, real LocalSlack, a small app that answers. */
@NullMarked
package io.gluethread.playground.slack.page;

import org.jspecify.annotations.NullMarked;
