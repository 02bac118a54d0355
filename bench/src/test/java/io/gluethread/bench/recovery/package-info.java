/** That the service comes up again after a kill, and that it is measured. */
@NullMarked
package io.gluethread.bench.recovery;

import org.jspecify.annotations.NullMarked;
