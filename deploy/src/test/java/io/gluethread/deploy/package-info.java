/** Holds what is deployed against what the code does. */
@NullMarked
package io.gluethread.deploy;

import org.jspecify.annotations.NullMarked;
