package io.gluethread.bot.slack;

import io.gluethread.bot.config.Config;
import io.gluethread.bot.config.Secret;
import io.gluethread.bot.delivery.Chat;
import io.gluethread.bot.delivery.ChatException;
import io.gluethread.bot.slack.blocks.FormView;
import io.gluethread.bot.slack.blocks.Message;
import io.gluethread.commands.reply.Answer;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What we ask of Slack beside posting: who we and others are, forms, private answers, files. */
public final class SlackClient implements AutoCloseable {
    private final SlackApi api;
    private final Chat chat;
    private final Secret token;
    private final Set<String> answerHosts;
    private final Set<String> fileHosts;
    private volatile Optional<Us> us = Optional.empty();

    /** Ourselves, as auth.test tells. */
    public record Us(String team, String user) {}

    /** Somebody, as users.info tells. */
    record Profile(String team, boolean bot, boolean guest, boolean admin, boolean deleted, boolean stranger) {}

    public SlackClient(Config.Slack config) {
        this.api = new SlackApi(config);
        this.token = config.botToken();
        this.chat = new SlackChat(api, () -> us().user());
        String base = config.api().getAuthority();
        this.answerHosts =
                Stream.concat(config.responseHosts().stream(), Stream.of(base)).collect(Collectors.toUnmodifiableSet());
        this.fileHosts = Set.of("files.slack.com", base);
    }

    public Chat chat() {
        return chat;
    }

    SlackApi api() {
        return api;
    }

    /** Who we are; asked once, remembered when known. */
    public Us us() {
        return us.orElseGet(() -> {
            var answer = api.call("auth.test", m -> m.authTest(r -> r));
            Us known = new Us(answer.getTeamId(), answer.getUserId());
            us = Optional.of(known);
            return known;
        });
    }

    /** Whether Slack knows us, asked now: empty when it does. */
    public Optional<String> check() {
        try {
            api.call("auth.test", m -> m.authTest(r -> r));
            return Optional.empty();
        } catch (ChatException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** How somebody is called in Slack; empty when Slack does not say. */
    public Optional<String> name(String user) {
        try {
            var found =
                    api.call("users.info", m -> m.usersInfo(r -> r.user(user))).getUser();
            return Stream.of(
                            found.getProfile() == null ? "" : found.getProfile().getDisplayName(), found.getRealName())
                    .filter(name -> name != null && !name.isBlank())
                    .findFirst();
        } catch (ChatException e) {
            return Optional.empty();
        }
    }

    Profile profile(String user) {
        var found = api.call("users.info", m -> m.usersInfo(r -> r.user(user))).getUser();
        return new Profile(
                found.getTeamId() == null ? "" : found.getTeamId(),
                found.isBot() || found.isWorkflowBot(),
                found.isRestricted() || found.isUltraRestricted(),
                found.isAdmin() || found.isOwner() || found.isPrimaryOwner(),
                found.isDeleted(),
                found.isStranger());
    }

    /** Opens a form; the trigger is good for three seconds and once. */
    void open(String trigger, Answer.Form form) {
        String view = Json.write(FormView.view(form));
        api.call("views.open", m -> m.viewsOpen(r -> r.triggerId(trigger).viewAsString(view)));
    }

    /** Shows a message to one person, in a channel that they are in. */
    void whisper(String channel, Optional<String> threadTs, String user, Message message) {
        api.call(
                "chat.postEphemeral",
                m -> m.chatPostEphemeral(r -> r.channel(channel)
                        .user(user)
                        .threadTs(threadTs.orElse(null))
                        .text(message.text())
                        .blocksAsString(SlackChat.blocks(message))));
    }

    void publishHome(String user, Map<String, Object> view) {
        String json = Json.write(view);
        api.call("views.publish", m -> m.viewsPublish(r -> r.userId(user).viewAsString(json)));
    }

    /** Answers a command or a press for the asker alone. False when it cannot be done this way. */
    boolean respond(String responseUrl, Message message) {
        if (!isAllowed(responseUrl, answerHosts)) {
            return false;
        }
        Map<String, Object> body = new HashMap<>();
        body.put("response_type", "ephemeral");
        body.put("replace_original", false);
        body.put("text", message.text());
        body.put("blocks", message.blocks().stream().map(b -> b.json()).toList());
        try {
            return api.slack().send(responseUrl, Json.write(body)).getCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * The content of a file that somebody attached. The token goes to Slack's own hosts only.
     *
     * @throws ChatException.Refused when it is too long, elsewhere, or not to be had
     */
    public byte[] download(String fileId, int most) {
        var file = api.call("files.info", m -> m.filesInfo(r -> r.file(fileId))).getFile();
        String url = file.getUrlPrivateDownload() == null ? file.getUrlPrivate() : file.getUrlPrivateDownload();
        if (url == null || !isAllowed(url, fileHosts)) {
            throw new ChatException.Refused("the file is not on a host that files come from");
        }
        return Downloads.get(url, token.value(), most);
    }

    static boolean isAllowed(String url, Set<String> hosts) {
        try {
            URI uri = URI.create(url);
            String authority = uri.getAuthority();
            // Without encryption only to an address with a port, which is how a local Slack is configured.
            boolean safe = "https".equals(uri.getScheme()) || ("http".equals(uri.getScheme()) && uri.getPort() > 0);
            return safe && authority != null && hosts.contains(authority);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @Override
    public void close() {
        api.close();
    }
}
