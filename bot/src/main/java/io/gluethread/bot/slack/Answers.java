package io.gluethread.bot.slack;

import io.gluethread.bot.delivery.Chat;
import io.gluethread.bot.delivery.ChatException;
import io.gluethread.bot.slack.blocks.DocBlocks;
import io.gluethread.bot.slack.blocks.Limits;
import io.gluethread.bot.slack.blocks.Message;
import io.gluethread.bot.slack.blocks.Rung;
import io.gluethread.broker.Broker;
import io.gluethread.broker.ledger.Slot;
import io.gluethread.broker.ledger.Surfaces;
import io.gluethread.broker.session.ThreadId;
import io.gluethread.broker.session.ThreadKey;
import io.gluethread.broker.session.ThreadView;
import io.gluethread.commands.ask.Ask;
import io.gluethread.commands.ask.Ask.Said;
import io.gluethread.commands.reply.Answer;
import io.gluethread.commands.reply.Doc;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings an {@link Answer} to whom it is for. */
final class Answers {
    private static final Logger log = LoggerFactory.getLogger(Answers.class);

    private static final Pattern THREAD = Pattern.compile("[a-z0-9]{8,40}");

    private final Broker broker;
    private final Surfaces surfaces;
    private final SlackClient slack;
    private final Posts posts;
    private final Runnable wakeDelivery;

    Answers(Broker broker, Surfaces surfaces, SlackClient slack, Posts posts, Runnable wakeDelivery) {
        this.broker = broker;
        this.surfaces = surfaces;
        this.slack = slack;
        this.posts = posts;
        this.wakeDelivery = wakeDelivery;
    }

    /** What came with the request, for the answer: both are gone soon. */
    record Means(String responseUrl, String trigger) {
        static final Means NONE = new Means("", "");
    }

    void give(Ask ask, Answer answer, Means means) {
        switch (answer) {
            case Answer.Silent() -> {}
            case Answer.Privately(Doc doc) -> privately(ask, doc, means);
            case Answer.InThread(Doc doc) -> inThread(ask, doc, means);
            case Answer.InChannel(Doc doc) ->
                posts.want(ask.dedup(), new Chat.Where(ask.where().channel(), Optional.empty()), doc);
            case Answer.Ask(var form) -> open(ask, form, means);
            case Answer.Correct(var problems) ->
                // Only a form that is still open can show these beside its fields.
                privately(ask, Doc.of(Doc.para(String.join(" ", problems.values()))), means);
        }
    }

    private void open(Ask ask, Answer.Form form, Means means) {
        try {
            slack.open(means.trigger(), form);
        } catch (ChatException.TargetGone e) {
            privately(ask, Doc.of(Doc.para("The form could not be opened in time. Please press it again.")), means);
        }
    }

    private void inThread(Ask ask, Doc doc, Means means) {
        Optional<ThreadView> ours = thread(ask);
        if (ours.isPresent()) {
            Slot.Note note = new Slot.Note("ask-" + Fingerprint.of(ask.dedup()));
            surfaces.want(ours.get().id(), note, Optional.of(DocJson.write(doc)));
            wakeDelivery.run();
            return;
        }
        Optional<String> root = ask.where().thread().map(ThreadKey::rootTs).or(ask.where()::message);
        if (root.isPresent()) {
            posts.want(ask.dedup(), new Chat.Where(ask.where().channel(), root), doc);
        } else {
            privately(ask, doc, means);
        }
    }

    private Optional<ThreadView> thread(Ask ask) {
        Ask.Place where = ask.where();
        return where.thread()
                .or(() -> where.message().map(ts -> new ThreadKey(where.team(), where.channel(), ts)))
                .flatMap(broker::find)
                .or(() -> pressed(ask));
    }

    /** A card's button names its thread, also while the ledger does not know the card's message yet. */
    private Optional<ThreadView> pressed(Ask ask) {
        return ask.said() instanceof Said.Pressed(String _, String value)
                        && THREAD.matcher(value).matches()
                ? broker.thread(new ThreadId(value))
                        .filter(t -> t.team().equals(ask.where().team()))
                        .filter(t -> t.channel().equals(ask.where().channel()))
                : Optional.empty();
    }

    /** For the asker alone, by whatever way is still open. */
    private void privately(Ask ask, Doc doc, Means means) {
        Message message = DocBlocks.message(doc, Rung.DATA_TABLE, Limits.SLACK);
        if (!means.responseUrl().isEmpty() && slack.respond(means.responseUrl(), message)) {
            return;
        }
        String user = ask.who().person().user();
        try {
            Optional<String> thread = ask.where().thread().map(ThreadKey::rootTs);
            if (!ask.where().channel().isEmpty()) {
                slack.whisper(ask.where().channel(), thread, user, message);
                return;
            }
        } catch (ChatException.ChannelGone | ChatException.TargetGone e) {
            log.info("{} is not to be reached in {}: {}", user, ask.where().channel(), e.getMessage());
        }
        slack.chat().tell(user, message);
    }
}
