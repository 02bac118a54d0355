package io.gluethread.bot.slack;

import io.gluethread.bot.slack.blocks.HomeView;
import io.gluethread.broker.Broker;
import io.gluethread.broker.session.ThreadView;
import java.util.List;

/** The app's home tab: a person's own threads, each with its state, its cost and a Stop button. */
final class Home {
    private final Broker broker;
    private final SlackClient slack;

    Home(Broker broker, SlackClient slack) {
        this.broker = broker;
        this.slack = slack;
    }

    void show(String user) {
        String team = slack.us().team();
        List<ThreadView> own = broker.openThreads().stream()
                .filter(t -> t.team().equals(team) && t.owner().user().equals(user))
                .toList();
        slack.publishHome(user, HomeView.view(own));
    }
}
