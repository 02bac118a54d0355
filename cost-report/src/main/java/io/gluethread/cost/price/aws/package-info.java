/** The price list over the AWS SDK. No type of AWS leaves this package. */
@NullMarked
package io.gluethread.cost.price.aws;

import org.jspecify.annotations.NullMarked;
