/** What holds only when the service and real Spark meet. */
@NullMarked
package io.gluethread.playground.demo;

import org.jspecify.annotations.NullMarked;
