/** The catalog store from inside. */
@NullMarked
package io.gluethread.playground.glue.catalog;

import org.jspecify.annotations.NullMarked;
