/** What people do that the Web API lacks: commands, clicks, forms, shortcuts, App Home. */
@NullMarked
package io.gluethread.playground.slack.control;

import org.jspecify.annotations.NullMarked;
