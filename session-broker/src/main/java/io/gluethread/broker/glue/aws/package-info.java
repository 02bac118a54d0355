/** Glue over the AWS SDK. No type of AWS leaves this package. */
@NullMarked
package io.gluethread.broker.glue.aws;

import org.jspecify.annotations.NullMarked;
