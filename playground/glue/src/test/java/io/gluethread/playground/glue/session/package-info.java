/** Sessions and statements from inside. */
@NullMarked
package io.gluethread.playground.glue.session;

import org.jspecify.annotations.NullMarked;
