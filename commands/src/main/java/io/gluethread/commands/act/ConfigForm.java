package io.gluethread.commands.act;

import io.gluethread.broker.Broker.Resolved;
import io.gluethread.broker.session.SessionSpec;
import io.gluethread.broker.session.SessionSpec.Size;
import io.gluethread.broker.session.Setting;
import io.gluethread.broker.session.Settings;
import io.gluethread.broker.session.ThreadView;
import io.gluethread.commands.parse.Command;
import io.gluethread.commands.parse.Parsed;
import io.gluethread.commands.parse.SettingReader;
import io.gluethread.commands.parse.Understood;
import io.gluethread.commands.parse.Usage;
import io.gluethread.commands.parse.Workers;
import io.gluethread.commands.reply.Actions;
import io.gluethread.commands.reply.Answer.Field;
import io.gluethread.commands.reply.Answer.Form;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The form of the settings that people change most, and a line for the others. */
public final class ConfigForm {
    /** What was filled in: a change, or what is wrong in which field. */
    public sealed interface Filled {
        record Good(Settings change) implements Filled {}

        record Bad(Map<String, String> problems) implements Filled {}
    }

    static final String MAGICS = "magics";
    private static final List<Setting> ASKED =
            List.of(Setting.WORKER_TYPE, Setting.NUMBER_OF_WORKERS, Setting.IDLE_TIMEOUT, Setting.GLUE_VERSION);
    private static final List<String> VERSIONS = List.of("5.1", "5.0", "4.0", "3.0", "2.0");

    private final Desk desk;

    public ConfigForm(Desk desk) {
        this.desk = desk;
    }

    public Form of(ThreadView thread) {
        return form("thread " + thread.id(), thread.settings());
    }

    Form next(Turn turn) {
        String channel = turn.ask().where().channel();
        return form("next " + channel, desk.preferences().next(turn.person(), channel));
    }

    private Form form(String about, Settings settings) {
        Map<Setting, String> now = current(settings);
        return new Form(
                Actions.CONFIGURE_FORM,
                "Configure the session",
                "Save",
                about,
                List.of(
                        choice(
                                Setting.WORKER_TYPE,
                                "Worker type",
                                "One worker's size; /glue help workers tells more",
                                now,
                                Workers.NAMES),
                        field(Setting.NUMBER_OF_WORKERS, "Number of workers", "1 to 1,000", now),
                        field(Setting.IDLE_TIMEOUT, "Idle time-out", "Stops after so many minutes without work", now),
                        choice(Setting.GLUE_VERSION, "Glue version", "", now, VERSIONS),
                        new Field(
                                MAGICS,
                                "More settings",
                                "Magics, one on each line",
                                "",
                                true,
                                true,
                                List.of(),
                                Optional.of("%additional_python_modules pandas"))));
    }

    private static Field choice(
            Setting setting, String label, String hint, Map<Setting, String> now, List<String> choices) {
        String value = now.getOrDefault(setting, "");
        List<String> all = value.isEmpty() || choices.contains(value)
                ? choices
                : Stream.concat(Stream.of(value), choices.stream()).toList();
        return new Field(setting.magic(), label, hint, value, false, true, all, Optional.empty());
    }

    private static Field field(Setting setting, String label, String hint, Map<Setting, String> now) {
        return new Field(
                setting.magic(), label, hint, now.getOrDefault(setting, ""), false, true, List.of(), Optional.empty());
    }

    private Map<Setting, String> current(Settings settings) {
        Map<Setting, String> current = new LinkedHashMap<>();
        if (desk.broker().resolve(settings) instanceof Resolved.Good(SessionSpec spec)) {
            current.put(Setting.GLUE_VERSION, spec.glueVersion());
            current.put(Setting.IDLE_TIMEOUT, String.valueOf(spec.idleTimeout().toMinutes()));
            if (spec.size() instanceof Size.Workers(var type, int count)) {
                current.put(Setting.WORKER_TYPE, type.name());
                current.put(Setting.NUMBER_OF_WORKERS, String.valueOf(count));
            }
        }
        return current;
    }

    /** What differs from how it was; a field left empty changes nothing. */
    public Filled read(Map<String, String> fields, Settings before) {
        Map<Setting, String> current = current(before);
        Map<String, String> problems = new LinkedHashMap<>();
        Settings change = Settings.NONE;
        for (Setting setting : ASKED) {
            String value = fields.getOrDefault(setting.magic(), "").strip();
            if (value.isEmpty() || value.equals(current.get(setting))) {
                continue;
            }
            switch (SettingReader.read(setting, value)) {
                case Parsed.Good<Settings>(Settings more) -> change = change.with(more);
                case Parsed.Bad<Settings>(var wrong) ->
                    problems.put(setting.magic(), plain(wrong.problem() + " " + wrong.remedy()));
            }
        }
        String magics = fields.getOrDefault(MAGICS, "").strip();
        if (!magics.isEmpty()) {
            Understood read = Usage.read("config " + magics);
            if (!read.wrongs().isEmpty()) {
                problems.put(
                        MAGICS,
                        plain(read.wrongs().getFirst().problem() + " "
                                + read.wrongs().getFirst().remedy()));
            }
            for (Command command : read.commands()) {
                if (command instanceof Command.Config(Settings more)) {
                    change = change.with(more);
                }
            }
        }
        return problems.isEmpty() ? new Filled.Good(change) : new Filled.Bad(problems);
    }

    /** Forms show problems as plain text. */
    private static String plain(String words) {
        return words.replace("`", "");
    }
}
