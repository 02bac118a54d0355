/** The Price List for AWS Glue, made from a table of rates. */
@NullMarked
package io.gluethread.playground.glue.pricing;

import org.jspecify.annotations.NullMarked;
