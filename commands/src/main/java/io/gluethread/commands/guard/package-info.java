/** Whether this person may do this here: pure rules. */
@NullMarked
package io.gluethread.commands.guard;

import org.jspecify.annotations.NullMarked;
