package io.gluethread.broker.glue.aws;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.sync.RequestBody;

/**
 * Asks whether a request may leave where nothing but the wire comes after: when it has been signed, and again when its
 * body is read for sending, with the connection standing.
 */
final class Leaving implements ExecutionInterceptor {
    /** One request's question, and what it threw. */
    static final class Question implements Runnable {
        private final Runnable mayLeave;
        private final AtomicReference<Optional<RuntimeException>> refused = new AtomicReference<>(Optional.empty());

        Question(Runnable mayLeave) {
            this.mayLeave = mayLeave;
        }

        @Override
        public void run() {
            try {
                mayLeave.run();
            } catch (RuntimeException e) {
                refused.set(Optional.of(e));
                throw e;
            }
        }

        /** Present when the request did not leave as a whole. */
        Optional<RuntimeException> refused() {
            return refused.get();
        }
    }

    static final ExecutionAttribute<Question> MAY_LEAVE = new ExecutionAttribute<>("GluethreadMayLeave");

    @Override
    public Optional<RequestBody> modifyHttpContent(Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
        Optional<Question> question = Optional.ofNullable(attributes.getAttribute(MAY_LEAVE));
        return context.requestBody()
                .map(body -> question.map(q -> asking(body, q)).orElse(body));
    }

    private static RequestBody asking(RequestBody body, Question question) {
        return body.optionalContentLength().isEmpty()
                ? body
                : RequestBody.fromContentProvider(
                        () -> new AskingStream(body.contentStreamProvider().newStream(), question),
                        body.optionalContentLength().get(),
                        body.contentType());
    }

    @Override
    public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
        Optional.ofNullable(attributes.getAttribute(MAY_LEAVE)).ifPresent(Question::run);
    }

    private static final class AskingStream extends FilterInputStream {
        private final Question question;

        AskingStream(InputStream in, Question question) {
            super(in);
            this.question = question;
        }

        @Override
        public int read() throws IOException {
            question.run();
            return super.read();
        }

        @Override
        public int read(byte[] to, int from, int length) throws IOException {
            question.run();
            return super.read(to, from, length);
        }
    }
}
