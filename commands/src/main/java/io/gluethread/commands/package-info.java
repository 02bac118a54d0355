/** What people can ask, and what we answer. One door: {@code Commands}. */
@NullMarked
package io.gluethread.commands;

import org.jspecify.annotations.NullMarked;
