/** What it cost, in words: answers to {@code cost}, the digest, and when the digest is due. */
@NullMarked
package io.gluethread.bot.cost;

import org.jspecify.annotations.NullMarked;
