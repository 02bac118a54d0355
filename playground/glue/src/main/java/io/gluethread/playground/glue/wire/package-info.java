/** AWS JSON 1.1 and the query protocol, as values: calls in, answers out, errors in AWS's words. */
@NullMarked
package io.gluethread.playground.glue.wire;

import org.jspecify.annotations.NullMarked;
