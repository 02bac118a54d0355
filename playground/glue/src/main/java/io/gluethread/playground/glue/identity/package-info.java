/** Who the caller is and what it may, as STS and IAM tell it. */
@NullMarked
package io.gluethread.playground.glue.identity;

import org.jspecify.annotations.NullMarked;
