package io.gluethread.bot.slack;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.gluethread.broker.statement.Table;
import io.gluethread.commands.reply.Doc;
import java.util.Optional;

/** A {@link Doc} as JSON, for the ledger: {@code {"doc": …}}. */
public final class DocJson {
    private static final String FIELD = "doc";
    private static final JsonMapper MAPPER = mapper();

    private DocJson() {}

    public static String write(Doc doc) {
        ObjectNode node = MAPPER.createObjectNode();
        node.set(FIELD, MAPPER.valueToTree(doc));
        return node.toString();
    }

    /** The document, or empty when the text is something else. */
    public static Optional<Doc> read(String json) {
        try {
            JsonNode node = MAPPER.readTree(json).path(FIELD);
            return node.isObject() ? Optional.of(MAPPER.treeToValue(node, Doc.class)) : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** Every "one of" carries its case's simple name as {@code is}. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
    private interface OneOf {}

    private static JsonMapper mapper() {
        JsonMapper.Builder builder = JsonMapper.builder()
                .addModule(new Jdk8Module())
                .addModule(new JavaTimeModule())
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        for (Class<?> family : new Class<?>[] {Doc.Element.class, Doc.Span.class, Table.Total.class}) {
            builder.addMixIn(family, OneOf.class);
            for (Class<?> one : family.getPermittedSubclasses()) {
                builder.registerSubtypes(new NamedType(one, one.getSimpleName()));
            }
        }
        // Values that a record computes from its components are not part of it.
        builder.addMixIn(Table.Column.class, NameAndType.class);
        return builder.build();
    }

    @com.fasterxml.jackson.annotation.JsonIgnoreProperties("numeric")
    private interface NameAndType {}
}
