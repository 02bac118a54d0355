package io.gluethread.bot.slack;

import com.fasterxml.jackson.databind.JsonNode;
import io.gluethread.bot.slack.blocks.DocBlocks;
import io.gluethread.bot.slack.blocks.Limits;
import io.gluethread.bot.slack.blocks.Message;
import io.gluethread.bot.slack.blocks.Rung;
import io.gluethread.broker.ledger.Inbox;
import io.gluethread.commands.ask.Ask;
import io.gluethread.commands.reply.Answer;
import io.gluethread.commands.reply.Doc;
import java.util.Optional;
import java.util.function.Function;

/** What is done with each kind of inbox item. */
final class ItemHandler implements InboxWorker.Handler {
    private final Asks asks;
    private final Function<Ask, Answer> commands;
    private final Answers answers;
    private final Posts posts;
    private final Home home;
    private final SlackClient slack;

    ItemHandler(Asks asks, Function<Ask, Answer> commands, Answers answers, Posts posts, Home home, SlackClient slack) {
        this.asks = asks;
        this.commands = commands;
        this.answers = answers;
        this.posts = posts;
        this.home = home;
        this.slack = slack;
    }

    @Override
    public void handle(Inbox.Item item, Runnable mayCall) {
        if (item.kind().equals(Posts.KIND)) {
            posts.post(item, mayCall);
            return;
        }
        JsonNode body = Json.object(item.body()).orElseGet(Json::object);
        if (Json.text(body, "event.type").equals("app_home_opened")) {
            home.show(Json.text(body, "event.user"));
            return;
        }
        Optional<Ask> ask = asks.of(item);
        if (ask.isPresent()) {
            answers.give(ask.get(), commands.apply(ask.get()), means(body));
        }
    }

    private static Answers.Means means(JsonNode body) {
        return new Answers.Means(Json.text(body, "response_url"), Json.text(body, "trigger_id"));
    }

    @Override
    public void giveUp(Inbox.Item item, String why) {
        JsonNode body = Json.object(item.body()).orElseGet(Json::object);
        String user = item.kind().equals("event")
                ? Json.text(body, "event.user")
                : Json.text(body, item.kind().equals("command") ? "user_id" : "user.id");
        Doc sorry = Doc.of(
                Doc.para(
                        "I could not do what you asked, or could not say that I did, though I tried several times. Look into the thread first: what was run of it stands there."),
                Doc.small(Doc.text("Then please send it again. If it stays so, tell whoever runs me: request "
                        + item.id() + ".")));
        Message message = DocBlocks.message(sorry, Rung.TEXT, Limits.SLACK);
        boolean told = item.kind().equals(Posts.KIND)
                || user.isEmpty()
                || slack.respond(Json.text(body, "response_url"), message);
        if (!told) {
            posts.tell("sorry/" + item.id(), user, sorry);
        }
    }
}
