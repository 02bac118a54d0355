/** The Glue port: what the broker asks of a session service, and the closed family of its failures. */
@NullMarked
package io.gluethread.broker.glue;

import org.jspecify.annotations.NullMarked;
