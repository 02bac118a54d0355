/** What reaches us from a person: values. */
@NullMarked
package io.gluethread.commands.ask;

import org.jspecify.annotations.NullMarked;
