package io.gluethread.bot.cost;

import static org.assertj.core.api.Assertions.assertThat;

import io.gluethread.bot.memory.Fixtures;
import io.gluethread.bot.memory.ScriptedBroker;
import io.gluethread.broker.Broker;
import io.gluethread.broker.glue.GlueSession;
import io.gluethread.broker.session.SessionId;
import io.gluethread.broker.session.ThreadId;
import io.gluethread.commands.act.Spending;
import io.gluethread.commands.parse.Command;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** One session of Ana's in #data-team: 1,200 DPU-seconds at $0.44, which is $0.1467; and a stranger. */
final class LedgerSpendingTest {
    private final ScriptedBroker broker = new ScriptedBroker();
    private final LedgerSpending spending = new LedgerSpending(broker, (_, _) -> Fixtures.RATE, ZoneOffset.UTC);

    private void session() {
        broker.put(Fixtures.thread(Fixtures.DATA, Optional.of(Fixtures.ROOT), Optional.of(Fixtures.ready())));
        broker.sessions(List.of(Fixtures.ready()));
    }

    private String cost(Command.Scope scope, String channel) {
        return spending.cost(new Spending.Question(
                        Command.Period.TODAY,
                        scope,
                        Fixtures.ANA,
                        Fixtures.TEAM,
                        channel,
                        broker.thread(Fixtures.THREAD),
                        Fixtures.NOON))
                .plain();
    }

    @Test
    void cost_is_counted_by_whose_it_is() {
        session();

        assertThat(cost(Command.Scope.MINE, Fixtures.GENERAL)).contains("Your sessions cost *$0.15*", "1 session");
        assertThat(cost(Command.Scope.CHANNEL, Fixtures.DATA)).contains("$0.15", "<@U_ANA>");
        assertThat(cost(Command.Scope.CHANNEL, Fixtures.GENERAL)).contains("$0.00", "0 sessions");
        assertThat(cost(Command.Scope.THREAD, Fixtures.DATA)).contains("$0.15");
        assertThat(spending.soFar(Fixtures.ready(), Fixtures.NOON))
                .isEqualByComparingTo(new BigDecimal("0.1466666666666667"));
    }

    @Test
    void the_digest_names_people_channels_what_is_idle_and_strangers() {
        session();
        broker.foreign(List.of(new Broker.Foreign(
                "us-east-1",
                new GlueSession(
                        new SessionId("somebody-else"),
                        "READY",
                        "",
                        Optional.of(Fixtures.NOON.minus(Duration.ofHours(10))),
                        Optional.empty(),
                        1,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of("G.1X"),
                        Optional.of(10),
                        Optional.empty(),
                        Optional.of("5.0"),
                        Optional.empty(),
                        Map.of()))));
        String digest =
                spending.digest(Fixtures.TEAM, Fixtures.DATA, Fixtures.NOON).plain();

        assertThat(digest)
                .contains("# Glue costs, 2026-11-20 so far", "$0.15", "<@U_ANA>", "<#C_DATA>", "1 session alive")
                .contains("idle since", "stops at", "somebody-else", "$44.00 (estimate)", "$4.40 (estimate) per hour");
    }

    @Test
    void the_morning_tells_yesterday_and_today_so_far() {
        session();
        String digest = spending.morning(Fixtures.TEAM, Fixtures.NOON).plain();

        assertThat(digest).contains("# Glue costs, 2026-11-19\n", "$0.00", "Today so far: *$0.15* for 1 session");
    }

    @Test
    void another_workspace_sees_nothing_of_ours() {
        session();

        assertThat(spending.digest("T_OTHER", Fixtures.DATA, Fixtures.NOON).plain())
                .contains("0 sessions");
        assertThat(broker.thread(new ThreadId("tnothingthere"))).isEmpty();
    }
}
