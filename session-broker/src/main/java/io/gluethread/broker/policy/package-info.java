/** What to do when, as pure functions of facts and the time: no clock, no ledger, no Glue. */
@NullMarked
package io.gluethread.broker.policy;

import org.jspecify.annotations.NullMarked;
