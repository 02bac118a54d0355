package io.gluethread.broker.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gluethread.broker.session.CellId;
import io.gluethread.broker.session.Ending;
import io.gluethread.broker.session.Language;
import io.gluethread.broker.session.Notice;
import io.gluethread.broker.session.Person;
import io.gluethread.broker.session.SessionId;
import io.gluethread.broker.session.SessionSpec;
import io.gluethread.broker.session.Setting;
import io.gluethread.broker.session.Settings;
import io.gluethread.broker.session.Usage;
import io.gluethread.broker.session.WorkerType;
import io.gluethread.broker.statement.Part;
import io.gluethread.broker.statement.Result;
import io.gluethread.broker.statement.Table;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class LedgerJsonTest {
    private static final SessionId SESSION = new SessionId("gt-thread0001-1");
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00.123456Z");

    static List<Ending> endings() {
        return List.of(
                new Ending.Asked(new Person("T1", "U1")),
                new Ending.Idle(30),
                new Ending.Lifetime(480),
                new Ending.Failed("no \"role\""),
                new Ending.Refused("limit"),
                new Ending.Elsewhere("STOPPED"),
                new Ending.Vanished());
    }

    @ParameterizedTest
    @MethodSource("endings")
    void endings_and_what_is_said_of_them_come_back(Ending ending) {
        assertThat(LedgerJson.ending(LedgerJson.encode(ending))).isEqualTo(ending);
        Notice ended = new Notice.Ended(
                SESSION,
                ending,
                new Usage(Duration.ofMillis(61_500), new BigDecimal("123.4"), true),
                List.of(new CellId("thread0001-3")));
        assertThat(LedgerJson.notice(LedgerJson.encode(ended))).contains(ended);
    }

    static List<Notice> notices() {
        return List.of(
                new Notice.IdleSoon(SESSION, NOON, NOON.plusSeconds(360)),
                new Notice.LifetimeSoon(SESSION, NOON),
                new Notice.Trouble("Glue does not answer"),
                new Notice.Found(SESSION));
    }

    @ParameterizedTest
    @MethodSource("notices")
    void notices_come_back(Notice notice) {
        assertThat(LedgerJson.notice(LedgerJson.encode(notice))).contains(notice);
    }

    static List<Result> results() {
        Table table = new Table(
                List.of(new Table.Column("a", "bigint"), new Table.Column("b", "")),
                List.of(Arrays.asList("1", null), Arrays.asList(null, "😀")),
                new Table.Total.Exactly(2),
                true);
        return List.of(
                new Result.Ok(List.of()),
                new Result.Ok(
                        List.of(new Part.Text("t"), new Part.Rows(table), new Part.Picture("QUJD", "image/png", "a"))),
                new Result.Ok(List.of(new Part.Rows(new Table(List.of(), List.of(), new Table.Total.More(), false)))),
                new Result.Failed("ValueError", "no", List.of("l1", "l2"), List.of(new Part.Text("before"))),
                new Result.Cancelled(List.of()));
    }

    @ParameterizedTest
    @MethodSource("results")
    void results_come_back(Result result) {
        assertThat(LedgerJson.result(LedgerJson.encode(result))).isEqualTo(result);
    }

    @Test
    void settings_and_specs_come_back() {
        Settings settings = new Settings(
                Map.of(Setting.LANGUAGE, "scala", Setting.CONNECTIONS, "a,b"), Map.of("--k", "v=1"), Map.of("t", ""));
        assertThat(LedgerJson.settings(LedgerJson.encode(settings))).isEqualTo(settings);
        for (SessionSpec.Size size : List.of(
                new SessionSpec.Size.Workers(new WorkerType("R.4X"), 3),
                new SessionSpec.Size.Capacity(new BigDecimal("2.5")))) {
            SessionSpec spec = new SessionSpec(
                    Language.SCALA,
                    "us-east-1",
                    "arn:aws:iam::123456789012:role/Glue",
                    "5.0",
                    size,
                    Duration.ofMinutes(30),
                    Duration.ofMinutes(480),
                    "glueetl",
                    "team",
                    Optional.of("sec"),
                    List.of("net"),
                    Map.of("--a", "b"),
                    Map.of("cost", "x"));
            assertThat(LedgerJson.spec(LedgerJson.encode(spec))).isEqualTo(spec);
        }
    }

    @Test
    void the_names_that_are_written_stay_as_they_are() {
        assertThat(LedgerJson.encode(new Ending.Idle(30))).isEqualTo("{\"kind\":\"idle\",\"minutes\":30}");
        assertThat(LedgerJson.encode(new Result.Ok(List.of(new Part.Text("t")))))
                .isEqualTo("{\"kind\":\"ok\",\"parts\":[{\"kind\":\"text\",\"text\":\"t\"}]}");
        assertThat(LedgerJson.encode(new Notice.Found(SESSION)))
                .isEqualTo("{\"notice\":{\"kind\":\"found\",\"session\":\"gt-thread0001-1\"}}");
        assertThat(LedgerJson.encode(Settings.of(Setting.IDLE_TIMEOUT, "20")))
                .isEqualTo("{\"values\":{\"IDLE_TIMEOUT\":\"20\"},\"arguments\":{},\"tags\":{}}");
    }

    @Test
    void a_payload_of_somebody_else_is_not_a_notice() {
        assertThat(LedgerJson.notice("{\"doc\":{\"kind\":\"found\"}}")).isEmpty();
        assertThat(LedgerJson.notice("{}")).isEmpty();
    }

    @Test
    void what_a_newer_version_added_is_passed_over_and_nonsense_is_refused_without_repeating_it() {
        assertThat(LedgerJson.ending("{\"kind\":\"idle\",\"minutes\":30,\"newer\":{\"x\":1}}"))
                .isEqualTo(new Ending.Idle(30));
        assertThatThrownBy(() -> LedgerJson.result("{\"kind\":\"secret-data"))
                .hasMessageContaining("cannot read")
                .hasMessageNotContaining("secret");
    }
}
