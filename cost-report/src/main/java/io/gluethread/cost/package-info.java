/** What it cost: money, spend per session, person, channel and day, and the digest, all as values. */
@NullMarked
package io.gluethread.cost;

import org.jspecify.annotations.NullMarked;
