/** What the local Data Catalog holds, as values that the endpoint and the sessions share. */
@NullMarked
package io.gluethread.playground.glue.catalog;

import org.jspecify.annotations.NullMarked;
