package io.gluethread.bot.slack;

import com.slack.api.model.File;
import com.slack.api.model.Message.Metadata;
import com.slack.api.model.ResponseMetadata;
import io.gluethread.bot.delivery.Chat;
import io.gluethread.bot.delivery.ChatException;
import io.gluethread.bot.slack.blocks.Block;
import io.gluethread.bot.slack.blocks.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@link Chat} in Slack. A post carries its label as message metadata, which anyone in the channel can read. */
final class SlackChat implements Chat {
    static final String EVENT_TYPE = "gluethread_surface";
    private static final Duration BEFORE = Duration.ofSeconds(90);
    private static final int PAGES = 20;
    private static final int PAGE = 200;

    private final SlackApi api;
    /** Our own user id, asked for where it is not known yet. */
    private final Supplier<String> us;

    SlackChat(SlackApi api, Supplier<String> us) {
        this.api = api;
        this.us = us;
    }

    static String blocks(Message message) {
        return Json.write(message.blocks().stream().map(Block::json).toList());
    }

    @Override
    public String post(Where where, Message message, Label label) {
        Metadata metadata = Metadata.builder()
                .eventType(EVENT_TYPE)
                .eventPayload(Map.of("thread", label.thread(), "slot", label.slot()))
                .build();
        return api.call(
                        "chat.postMessage",
                        m -> m.chatPostMessage(r -> r.channel(where.channel())
                                .threadTs(where.threadTs().orElse(null))
                                .text(message.text())
                                .blocksAsString(message.blocks().isEmpty() ? null : blocks(message))
                                .metadata(metadata)
                                .unfurlLinks(false)
                                .unfurlMedia(false)))
                .getTs();
    }

    @Override
    public void update(String channel, String ts, Message message) {
        api.call(
                "chat.update",
                m -> m.chatUpdate(r -> r.channel(channel)
                        .ts(ts)
                        .text(message.text())
                        .blocksAsString(message.blocks().isEmpty() ? null : blocks(message))));
    }

    @Override
    public void react(String channel, String ts, String name) {
        ignoring(
                "already_reacted",
                () -> api.call(
                        "reactions.add",
                        m -> m.reactionsAdd(
                                r -> r.channel(channel).timestamp(ts).name(name))));
    }

    @Override
    public void unreact(String channel, String ts, String name) {
        ignoring(
                "no_reaction",
                () -> api.call(
                        "reactions.remove",
                        m -> m.reactionsRemove(
                                r -> r.channel(channel).timestamp(ts).name(name))));
    }

    private static void ignoring(String error, Runnable call) {
        try {
            call.run();
        } catch (ChatException.Refused e) {
            if (!String.valueOf(e.getMessage()).endsWith(": " + error)) {
                throw e;
            }
        }
    }

    @Override
    public Optional<String> find(Where where, Label label, Instant since) {
        return search(where, since, message -> {
            Metadata metadata = message.getMetadata();
            boolean ours = metadata != null
                    && EVENT_TYPE.equals(metadata.getEventType())
                    && metadata.getEventPayload() != null
                    && label.thread()
                            .equals(String.valueOf(metadata.getEventPayload().get("thread")))
                    && label.slot()
                            .equals(String.valueOf(metadata.getEventPayload().get("slot")));
            return ours ? Optional.of(message.getTs()) : Optional.empty();
        });
    }

    @Override
    public Optional<String> findFile(Where where, String name, Instant since) {
        String ours = us.get();
        return search(where, since, message -> {
            if (message.getFiles() == null || !ours.equals(message.getUser())) {
                return Optional.empty();
            }
            return message.getFiles().stream()
                    .filter(file -> name.equals(file.getName()))
                    .map(File::getId)
                    .findFirst();
        });
    }

    private record Found(List<com.slack.api.model.Message> messages, String cursor) {}

    private Optional<String> search(
            Where where, Instant since, Function<com.slack.api.model.Message, Optional<String>> match) {
        String oldest = "%d.000000".formatted(since.minus(BEFORE).getEpochSecond());
        String cursor = "";
        for (int page = 0; page < PAGES; page++) {
            Found found = page(where, oldest, cursor);
            Optional<String> hit = found.messages().stream()
                    .flatMap(message -> match.apply(message).stream())
                    .findFirst();
            if (hit.isPresent() || found.cursor().isEmpty()) {
                return hit;
            }
            cursor = found.cursor();
        }
        throw new ChatException.Refused("more than %d messages since %s".formatted(PAGES * PAGE, since));
    }

    private Found page(Where where, String oldest, String cursor) {
        String next = cursor.isEmpty() ? null : cursor;
        if (where.threadTs().isPresent()) {
            var replies = api.call(
                    "conversations.replies",
                    m -> m.conversationsReplies(r -> r.channel(where.channel())
                            .ts(where.threadTs().get())
                            .oldest(oldest)
                            .cursor(next)
                            .limit(PAGE)
                            .includeAllMetadata(true)));
            return new Found(orEmpty(replies.getMessages()), cursor(replies.getResponseMetadata()));
        }
        var history = api.call(
                "conversations.history",
                m -> m.conversationsHistory(r -> r.channel(where.channel())
                        .oldest(oldest)
                        .cursor(next)
                        .limit(PAGE)
                        .includeAllMetadata(true)));
        return new Found(orEmpty(history.getMessages()), cursor(history.getResponseMetadata()));
    }

    private static List<com.slack.api.model.Message> orEmpty(@Nullable List<com.slack.api.model.Message> messages) {
        return messages == null ? List.of() : messages;
    }

    private static String cursor(@Nullable ResponseMetadata metadata) {
        return metadata == null || metadata.getNextCursor() == null ? "" : metadata.getNextCursor();
    }

    @Override
    public String upload(Where where, Upload upload) {
        var answer = api.call(
                "files.upload",
                m -> m.filesUploadV2(r -> r.channel(where.channel())
                        .threadTs(where.threadTs().orElse(null))
                        .fileData(upload.bytes())
                        .filename(upload.name())
                        .title(upload.title())
                        .altTxt(upload.alt())));
        return answer.getFile() == null ? upload.name() : answer.getFile().getId();
    }

    @Override
    public String direct(String user) {
        return api.call("conversations.open", m -> m.conversationsOpen(r -> r.users(List.of(user))))
                .getChannel()
                .getId();
    }

    @Override
    public void tell(String user, Message message) {
        String channel = direct(user);
        api.call(
                "chat.postMessage",
                m -> m.chatPostMessage(r -> r.channel(channel)
                        .text(message.text())
                        .blocksAsString(message.blocks().isEmpty() ? null : blocks(message))));
    }
}
