/** What is sent to Glue as code, and what comes back as a result: values and pure functions. */
@NullMarked
package io.gluethread.broker.statement;

import org.jspecify.annotations.NullMarked;
