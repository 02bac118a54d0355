/** The HTTP rim: routes, bodies, the page and its stream. */
@NullMarked
package io.gluethread.playground.slack.http;

import org.jspecify.annotations.NullMarked;
