package io.gluethread.broker.session;

/** Where the broker learns the price that it writes beside a session when the session begins. Never blocks for long. */
public interface RateSource {
    Rate rate(String region, SessionSpec.Size size);
}
