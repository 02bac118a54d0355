/** The sample data that the local Data Catalog starts with. */
@NullMarked
package io.gluethread.playground.glue.sample;

import org.jspecify.annotations.NullMarked;
