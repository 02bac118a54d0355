package io.gluethread.bot.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gluethread.bot.delivery.Chat;
import io.gluethread.bot.delivery.ChatException;
import io.gluethread.bot.delivery.Pace;
import io.gluethread.bot.slack.blocks.DocBlocks;
import io.gluethread.bot.slack.blocks.Limits;
import io.gluethread.bot.slack.blocks.Rung;
import io.gluethread.broker.ledger.Inbox;
import io.gluethread.broker.ledger.Preferences;
import io.gluethread.commands.reply.Doc;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Messages that belong to no thread of ours, posted surely and once: each is an item of the inbox, so it survives a
 * restart, and carries its id as label, so one that may have arrived is looked for before it is posted again.
 */
public final class Posts {
    static final String KIND = "post";

    /** Longer than any call to Slack, which ends after 20 s. */
    private static final Duration CALL = Duration.ofSeconds(22);

    private final Inbox inbox;
    private final Preferences preferences;
    private final Chat chat;
    private final Pace pace;
    private final InstantSource clock;
    private final Runnable wake;

    Posts(Inbox inbox, Preferences preferences, Chat chat, Pace pace, InstantSource clock, Runnable wake) {
        this.inbox = inbox;
        this.preferences = preferences;
        this.chat = chat;
        this.pace = pace;
        this.clock = clock;
        this.wake = wake;
    }

    /** Wants one person told, in the direct channel. The same id again is the same message. */
    public void tell(String id, String user, Doc doc) {
        want(id, new Chat.Where(user, Optional.empty()), doc);
    }

    /** Wants a message posted. The same id again is the same message. */
    public void want(String id, Chat.Where where, Doc doc) {
        ObjectNode body = Json.object();
        body.put("channel", where.channel());
        where.threadTs().ifPresent(ts -> body.put("thread_ts", ts));
        body.put("content", DocJson.write(doc));
        String key = "post:" + id;
        if (inbox.accept(new Inbox.Arrival(
                key, key, KIND, "post/" + where.channel(), false, body.toString(), clock.instant()))) {
            wake.run();
        }
    }

    /** Posts it, or throws; called until it does not throw. What {@code mayCall} throws comes out. */
    void post(Inbox.Item item, Runnable mayCall) {
        JsonNode body = Json.object(item.body()).orElseGet(Json::object);
        Optional<Doc> doc = DocJson.read(Json.text(body, "content"));
        if (doc.isEmpty()) {
            throw new IllegalStateException("there is nothing to post");
        }
        Chat.Where where = place(where(body));
        Instant now = clock.instant();
        Duration wait = pace.take(where.channel(), Pace.Kind.POST, 0, now);
        if (!wait.isZero()) {
            throw new ChatException.Limited("our own pace", wait);
        }
        Chat.Label label = new Chat.Label("-", item.id());
        String marker = "attempted/" + item.id();
        Optional<Instant> attempted = preferences.value(marker).map(Instant::parse);
        attempted.ifPresent(at -> mustBeOver(at.plus(Chat.SETTLE), now));
        if (attempted.isPresent() && chat.find(where, label, attempted.get()).isPresent()) {
            return;
        }
        String quiet = "quiet/" + item.id();
        preferences.value(quiet).map(Instant::parse).ifPresent(at -> mustBeOver(at, now));
        if (attempted.isEmpty()) {
            preferences.setValue(marker, now.toString());
        }
        preferences.setValue(quiet, now.plus(CALL).toString());
        try {
            richest(where, label, doc.get(), mayCall);
        } catch (ChatException e) {
            if (e instanceof ChatException.Limited limited) {
                pace.limited(where.channel(), Pace.Kind.POST, limited.retryAfter(), now);
            }
            // The call is over: nothing of it is on the wire any more.
            preferences.setValue(quiet, now.toString());
            throw e;
        }
    }

    /** Waits for what may be on its way, unless it seems to be so for too long, since the clock was set back. */
    private static void mustBeOver(Instant moment, Instant now) {
        if (now.isBefore(moment) && !moment.isAfter(now.plus(CALL))) {
            throw new ChatException.Limited("it may be on its way", Duration.between(now, moment));
        }
    }

    /** Slack's ids of people begin with U or W; what is for one of them goes to the direct channel. */
    private Chat.Where place(Chat.Where where) {
        return where.channel().startsWith("U") || where.channel().startsWith("W")
                ? new Chat.Where(chat.direct(where.channel()), where.threadTs())
                : where;
    }

    static Chat.Where where(JsonNode body) {
        String thread = Json.text(body, "thread_ts");
        return new Chat.Where(Json.text(body, "channel"), thread.isEmpty() ? Optional.empty() : Optional.of(thread));
    }

    private void richest(Chat.Where where, Chat.Label label, Doc doc, Runnable mayCall) {
        for (Rung rung = Rung.DATA_TABLE; ; rung = rung.next().orElseThrow()) {
            try {
                mayCall.run();
                chat.post(where, DocBlocks.message(doc, rung, Limits.SLACK), label);
                return;
            } catch (ChatException.TooRich e) {
                if (rung.next().isEmpty()) {
                    throw e;
                }
            }
        }
    }
}
