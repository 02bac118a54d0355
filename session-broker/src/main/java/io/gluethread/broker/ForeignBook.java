package io.gluethread.broker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.gluethread.broker.ledger.Preferences;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sessions that are not ours, as the last sweep saw them: one replica sweeps, and all of them are asked. */
final class ForeignBook {
    private static final Logger log = LoggerFactory.getLogger(ForeignBook.class);
    private static final String NAME = "foreign-sessions";
    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final Preferences preferences;

    ForeignBook(Preferences preferences) {
        this.preferences = preferences;
    }

    private record Page(List<Broker.Foreign> sessions) {}

    void write(List<Broker.Foreign> sessions) {
        try {
            String page = JSON.writeValueAsString(new Page(sessions));
            if (!preferences.value(NAME).equals(Optional.of(page))) {
                preferences.setValue(NAME, page);
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("foreign sessions cannot be written down", e);
        }
    }

    List<Broker.Foreign> read() {
        return preferences.value(NAME).map(ForeignBook::read).orElse(List.of());
    }

    private static List<Broker.Foreign> read(String page) {
        try {
            return JSON.readValue(page, Page.class).sessions();
        } catch (JsonProcessingException e) {
            log.warn("what another version wrote of foreign sessions cannot be read; the next sweep writes anew", e);
            return List.of();
        }
    }
}
