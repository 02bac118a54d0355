/** The service as a process of its own, with a crowd in its ledger and a simulated Glue on the wire. */
@NullMarked
package io.gluethread.bench.node;

import org.jspecify.annotations.NullMarked;
