/** The sample data. */
@NullMarked
package io.gluethread.playground.glue.sample;

import org.jspecify.annotations.NullMarked;
