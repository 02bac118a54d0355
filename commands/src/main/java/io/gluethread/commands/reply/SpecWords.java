package io.gluethread.commands.reply;

import io.gluethread.broker.session.SessionSpec;
import io.gluethread.broker.session.SessionSpec.Size;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** A session's settings as lines of name and value, secrets hidden. */
public final class SpecWords {
    /** @param from and {@code to} are empty where there is none */
    public record Change(String name, String from, String to) {}

    private SpecWords() {}

    /** Named as the kernel's magics are. */
    public static Map<String, String> lines(SessionSpec spec) {
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("language", spec.language().name().toLowerCase(Locale.ROOT));
        lines.put("session_type", spec.command());
        lines.put("glue_version", spec.glueVersion());
        switch (spec.size()) {
            case Size.Workers(var type, int count) -> {
                lines.put("worker_type", type.name());
                lines.put("number_of_workers", String.valueOf(count));
            }
            case Size.Capacity(var dpus) -> lines.put("max_capacity", dpus.toPlainString());
        }
        lines.put("idle_timeout", Figures.count(spec.idleTimeout().toMinutes(), "minute", "minutes"));
        lines.put("timeout", Figures.count(spec.timeout().toMinutes(), "minute", "minutes"));
        lines.put("region", spec.region());
        lines.put("iam_role", spec.role());
        if (!spec.idPrefix().isEmpty()) {
            lines.put("session_id_prefix", spec.idPrefix());
        }
        spec.securityConfiguration().ifPresent(name -> lines.put("security_config", name));
        if (!spec.connections().isEmpty()) {
            lines.put("connections", String.join(", ", spec.connections()));
        }
        spec.arguments().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(e -> lines.put(e.getKey(), Redactor.value(e.getKey(), e.getValue())));
        spec.tags().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(e -> lines.put("tag " + e.getKey(), Redactor.value(e.getKey(), e.getValue())));
        return lines;
    }

    public static Set<Change> changes(SessionSpec before, SessionSpec after) {
        Map<String, String> from = lines(before);
        Map<String, String> to = lines(after);
        Set<String> names = new LinkedHashSet<>(to.keySet());
        names.addAll(from.keySet());
        Set<Change> changes = new LinkedHashSet<>();
        for (String name : names) {
            String old = from.getOrDefault(name, "");
            String now = to.getOrDefault(name, "");
            if (!old.equals(now)) {
                changes.add(new Change(name, old, now));
            }
        }
        return changes;
    }
}
