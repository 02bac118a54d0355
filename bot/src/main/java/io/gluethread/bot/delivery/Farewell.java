package io.gluethread.bot.delivery;

import io.gluethread.bot.slack.blocks.Message;
import io.gluethread.broker.session.ThreadView;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells a thread's owner that its channel cannot be written to. Once, and without insisting. */
final class Farewell {
    private static final Logger log = LoggerFactory.getLogger(Farewell.class);

    private Farewell() {}

    static void tell(Chat chat, ThreadView thread, String why, boolean stopped) {
        String text =
                "I cannot write to <#%s> (%s), so the session \"%s\" has no place to answer in.%s If I am not in that channel, invite me with `/invite @glue` and start again."
                        .formatted(
                                thread.channel(),
                                why,
                                thread.name().replaceAll("[<>&]", " "),
                                stopped ? " I stopped it, so that it does not cost money unseen." : "");
        try {
            chat.tell(thread.owner().user(), new Message(text, List.of()));
        } catch (ChatException e) {
            log.warn("{}: its owner could not be told either: {}", thread.id(), e.getMessage());
        }
    }
}
