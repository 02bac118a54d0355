/** Tests. */
@NullMarked
package io.gluethread.bot;

import org.jspecify.annotations.NullMarked;
