package io.gluethread.broker.ledger;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.gluethread.broker.session.CellId;
import io.gluethread.broker.session.Ending;
import io.gluethread.broker.session.Notice;
import io.gluethread.broker.session.SessionId;
import io.gluethread.broker.session.SessionSpec;
import io.gluethread.broker.session.Settings;
import io.gluethread.broker.session.WorkerType;
import io.gluethread.broker.statement.Part;
import io.gluethread.broker.statement.Result;
import io.gluethread.broker.statement.Table;
import java.util.Optional;

/**
 * The ledger's values as JSON. "One of" carries its {@code kind}, a name that is written down here and outlives the
 * class's own; a name once used is never given to something else. What a newer version added is passed over.
 */
public final class LedgerJson {
    /** A picture or a result of several megabytes is one string; Jackson's default of 20 MB is too near. */
    private static final int LONGEST_STRING = 100_000_000;

    private static final JsonMapper JSON = mapper();

    private LedgerJson() {}

    /** A note's payload: {@code {"notice":{"kind":…}}}. Payloads of other modules have other first names. */
    public static String encode(Notice notice) {
        return write(new Payload(Optional.of(notice)));
    }

    /** The broker's notice in a note's payload, or empty when somebody else wrote the payload. */
    public static Optional<Notice> notice(String payload) {
        return read(payload, Payload.class).notice();
    }

    private record Payload(Optional<Notice> notice) {}

    public static String encode(Result result) {
        return write(result);
    }

    public static Result result(String json) {
        return read(json, Result.class);
    }

    public static String encode(Settings settings) {
        return write(settings);
    }

    public static Settings settings(String json) {
        return read(json, Settings.class);
    }

    public static String encode(SessionSpec spec) {
        return write(spec);
    }

    public static SessionSpec spec(String json) {
        return read(json, SessionSpec.class);
    }

    public static String encode(Ending ending) {
        return write(ending);
    }

    public static Ending ending(String json) {
        return read(json, Ending.class);
    }

    private static String write(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    "cannot be written as JSON: " + value.getClass().getSimpleName(), e);
        }
    }

    /** The message is without the text: it may be somebody's data. */
    private static <T> T read(String json, Class<T> type) {
        try {
            return JSON.readValue(json, type);
        } catch (JsonProcessingException e) {
            e.clearLocation();
            throw new IllegalStateException(
                    "the ledger holds a %s that this version cannot read".formatted(type.getSimpleName()), e);
        }
    }

    private static JsonMapper mapper() {
        JsonMapper mapper = JsonMapper.builder()
                .addModule(new Jdk8Module())
                .addModule(new JavaTimeModule())
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                // Only what a record holds, never what its methods compute.
                .visibility(PropertyAccessor.ALL, JsonAutoDetect.Visibility.NONE)
                .visibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY)
                .visibility(PropertyAccessor.CREATOR, JsonAutoDetect.Visibility.ANY)
                .addMixIn(Ending.class, EndingKinds.class)
                .addMixIn(Notice.class, NoticeKinds.class)
                .addMixIn(Result.class, ResultKinds.class)
                .addMixIn(Part.class, PartKinds.class)
                .addMixIn(Table.Total.class, TotalKinds.class)
                .addMixIn(SessionSpec.Size.class, SizeKinds.class)
                .addMixIn(CellId.class, AsText.class)
                .addMixIn(SessionId.class, AsText.class)
                .addMixIn(WorkerType.class, AsName.class)
                .build();
        mapper.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxStringLength(LONGEST_STRING)
                        .build());
        return mapper;
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Ending.Asked.class, name = "asked"),
        @JsonSubTypes.Type(value = Ending.Idle.class, name = "idle"),
        @JsonSubTypes.Type(value = Ending.Lifetime.class, name = "lifetime"),
        @JsonSubTypes.Type(value = Ending.Failed.class, name = "failed"),
        @JsonSubTypes.Type(value = Ending.Refused.class, name = "refused"),
        @JsonSubTypes.Type(value = Ending.Elsewhere.class, name = "elsewhere"),
        @JsonSubTypes.Type(value = Ending.Vanished.class, name = "vanished")
    })
    private interface EndingKinds {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Notice.IdleSoon.class, name = "idle-soon"),
        @JsonSubTypes.Type(value = Notice.LifetimeSoon.class, name = "lifetime-soon"),
        @JsonSubTypes.Type(value = Notice.Ended.class, name = "ended"),
        @JsonSubTypes.Type(value = Notice.Trouble.class, name = "trouble"),
        @JsonSubTypes.Type(value = Notice.Found.class, name = "found")
    })
    private interface NoticeKinds {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Result.Ok.class, name = "ok"),
        @JsonSubTypes.Type(value = Result.Failed.class, name = "failed"),
        @JsonSubTypes.Type(value = Result.Cancelled.class, name = "cancelled")
    })
    private interface ResultKinds {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Part.Text.class, name = "text"),
        @JsonSubTypes.Type(value = Part.Rows.class, name = "rows"),
        @JsonSubTypes.Type(value = Part.Picture.class, name = "picture")
    })
    private interface PartKinds {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Table.Total.Exactly.class, name = "exactly"),
        @JsonSubTypes.Type(value = Table.Total.More.class, name = "more"),
        @JsonSubTypes.Type(value = Table.Total.Unknown.class, name = "unknown")
    })
    private interface TotalKinds {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = SessionSpec.Size.Workers.class, name = "workers"),
        @JsonSubTypes.Type(value = SessionSpec.Size.Capacity.class, name = "capacity")
    })
    private interface SizeKinds {}

    private abstract static class AsText {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        AsText(@SuppressWarnings("unused") String value) {}

        @JsonValue
        abstract String value();
    }

    private abstract static class AsName {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        AsName(@SuppressWarnings("unused") String name) {}

        @JsonValue
        abstract String name();
    }
}
