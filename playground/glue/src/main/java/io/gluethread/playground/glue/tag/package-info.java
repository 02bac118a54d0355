/** Tags on what has an ARN: GetTags, TagResource, UntagResource. */
@NullMarked
package io.gluethread.playground.glue.tag;

import org.jspecify.annotations.NullMarked;
