/** What we answer: documents as values, and every failure's words. */
@NullMarked
package io.gluethread.commands.reply;

import org.jspecify.annotations.NullMarked;
