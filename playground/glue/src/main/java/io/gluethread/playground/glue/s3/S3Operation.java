package io.gluethread.playground.glue.s3;

import io.gluethread.playground.glue.wire.HttpAnswer;
import java.io.IOException;

/** One operation of S3. */
@FunctionalInterface
interface S3Operation {
    /**
     * @return the response
     * @throws io.gluethread.playground.glue.wire.AwsError when the answer is an error
     */
    HttpAnswer answer(S3Request request) throws IOException;
}
