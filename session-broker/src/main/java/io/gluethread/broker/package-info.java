/** The core's one door. */
@NullMarked
package io.gluethread.broker;

import org.jspecify.annotations.NullMarked;
