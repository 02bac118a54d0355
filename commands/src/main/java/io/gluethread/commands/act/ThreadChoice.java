package io.gluethread.commands.act;

import io.gluethread.broker.session.ThreadView;
import io.gluethread.commands.reply.Actions;
import io.gluethread.commands.reply.Answer;
import io.gluethread.commands.reply.Doc;
import io.gluethread.commands.reply.Doc.Button;
import io.gluethread.commands.reply.Doc.Element;
import io.gluethread.commands.reply.Voice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds which thread a command typed in a channel means: the person's only one there; of several they choose. */
final class ThreadChoice {
    /** What Slack allows in a button's value. */
    private static final int MAX_VALUE = 2000;

    private static final int MAX_BUTTONS = 20;

    private ThreadChoice() {}

    /** Asks which one, with a button for each; pressing it does {@code command} there. */
    static Answer ask(List<ThreadView> threads, String question, String command, boolean confirm) {
        List<Button> buttons = new ArrayList<>();
        for (ThreadView thread : threads.stream().limit(MAX_BUTTONS).toList()) {
            String value = thread.id() + " " + command;
            if (value.length() > MAX_VALUE) {
                return new Answer.Privately(
                        Doc.of(
                                Doc.para(
                                        "You have several sessions here, and that is too long to keep while you choose. Send it in the thread that you mean.")));
            }
            Optional<Doc.Confirm> sure = confirm ? Voice.stopButton(thread.id()).confirm() : Optional.empty();
            buttons.add(new Button(
                    label(thread),
                    Actions.IN_THREAD + ":" + buttons.size(),
                    value,
                    confirm ? Button.Kind.DANGER : Button.Kind.NORMAL,
                    sure));
        }
        return new Answer.Privately(Doc.of(Doc.para(question), new Element.Buttons(buttons)));
    }

    /** What people know the thread by, short enough for a button. */
    static String label(ThreadView thread) {
        String name = thread.name().isBlank()
                ? thread.session().map(s -> s.id().value()).orElse("thread " + thread.id())
                : thread.name();
        String state = thread.session().map(Voice::stateWords).orElse("not started");
        String cut = name.codePointCount(0, name.length()) <= 50
                ? name
                : name.substring(0, name.offsetByCodePoints(0, 47)) + "...";
        return "%s (%s)".formatted(cut, state);
    }
}
