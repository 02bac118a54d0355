package io.gluethread.commands.parse;

import java.util.ArrayList;
import java.util.List;

/**
 * What was understood of something typed.
 *
 * @param commands in the order in which they act
 * @param wrongs what is wrong with it: then none of the commands acts
 */
public record Understood(List<Command> commands, List<Wrong> wrongs) {
    static final Understood NOTHING = new Understood(List.of(), List.of());

    public Understood {
        commands = List.copyOf(commands);
        wrongs = List.copyOf(wrongs);
    }

    public boolean isEmpty() {
        return commands.isEmpty() && wrongs.isEmpty();
    }

    static Understood of(Parsed<? extends Command> parsed) {
        return switch (parsed) {
            case Parsed.Good<? extends Command>(var command) -> new Understood(List.of(command), List.of());
            case Parsed.Bad<? extends Command>(Wrong wrong) -> new Understood(List.of(), List.of(wrong));
        };
    }

    static Understood wrong(String problem, String remedy) {
        return new Understood(List.of(), List.of(new Wrong(problem, remedy)));
    }

    /** These and then the others. Settings that follow each other become one change. */
    Understood and(Understood next) {
        List<Command> joined = new ArrayList<>(commands);
        for (Command command : next.commands) {
            if (command instanceof Command.Config(var change)
                    && !joined.isEmpty()
                    && joined.getLast() instanceof Command.Config(var before)
                    && !before.isEmpty()
                    && !change.isEmpty()) {
                joined.set(joined.size() - 1, new Command.Config(before.with(change)));
            } else {
                joined.add(command);
            }
        }
        List<Wrong> problems = new ArrayList<>(wrongs);
        next.wrongs.stream().filter(w -> !problems.contains(w)).forEach(problems::add);
        return new Understood(joined, problems);
    }
}
