/** How long it takes from a cell to its result, through Slack and without it. */
@NullMarked
package io.gluethread.bench.roundtrip;

import org.jspecify.annotations.NullMarked;
