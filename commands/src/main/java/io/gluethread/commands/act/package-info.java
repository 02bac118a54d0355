/** One small class for each thing that people can ask; they call the broker and answer with documents. */
@NullMarked
package io.gluethread.commands.act;

import org.jspecify.annotations.NullMarked;
