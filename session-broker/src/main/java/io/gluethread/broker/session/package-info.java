/** What a thread, a session and a cell are, and the rules of their lives: values and pure policies. */
@NullMarked
package io.gluethread.broker.session;

import org.jspecify.annotations.NullMarked;
