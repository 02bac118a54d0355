/** A Glue endpoint on this machine: started with one call, it speaks the wire protocol of AWS. */
@NullMarked
package io.gluethread.playground.glue;

import org.jspecify.annotations.NullMarked;
