package io.gluethread.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.gluethread.broker.session.CellState;
import io.gluethread.broker.session.CellView;
import io.gluethread.broker.session.Language;
import io.gluethread.broker.session.SessionSpec;
import io.gluethread.broker.session.Setting;
import io.gluethread.broker.session.Settings;
import io.gluethread.broker.session.ThreadView;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may be asked for, and what is answered when it may not. */
final class RulesTest extends HouseTest {
    @Override
    House house() {
        BrokerDefaults defaults = BrokerDefaults.of(House.REGION, House.ROLE, "gluethread-test");
        return new House(defaults.with(defaults.limits().alive(2, 3)));
    }

    @Test
    void the_first_cells_tag_decides_the_language_and_sql_works_in_both() {
        ThreadView scala = house.thread(House.ANA);
        house.submit(scala, Language.SCALA, "val x = 1");
        assertThat(house.session(scala).spec().language()).isEqualTo(Language.SCALA);
        assertThat(house.session(scala).spec().arguments()).containsEntry("--session-language", "scala");
        CellView sql = house.submit(scala, Language.SQL, "select 1");
        house.pass(Duration.ofMinutes(1));
        assertThat(house.now(sql).state()).isEqualTo(CellState.OK);

        ThreadView sqlFirst = house.thread(House.BEN);
        house.submit(sqlFirst, Language.SQL, "select 1");
        assertThat(house.session(sqlFirst).spec().language()).isEqualTo(Language.PYTHON);
    }

    @Test
    void a_cell_of_the_other_language_is_refused_with_the_way_out() {
        ThreadView thread = house.thread(House.ANA);
        house.submit(thread, Language.PYTHON, "x = 1");
        assertThat(house.ask(thread, Language.SCALA, "val y = 2"))
                .isInstanceOfSatisfying(Broker.Submitted.Refused.class, refused -> {
                    assertThat(refused.problem()).contains("python", "scala");
                    assertThat(refused.whatToDo()).contains("/glue start scala");
                });

        ThreadView set = house.thread(House.ANA);
        house.broker().configure(set.id(), House.ANA, Settings.of(Setting.LANGUAGE, "scala"));
        assertThat(house.ask(set, Language.PYTHON, "x = 1")).isInstanceOf(Broker.Submitted.Refused.class);
        assertThat(house.now(set).session()).isEmpty();
    }

    @Test
    void code_that_glue_does_not_take_is_refused_before_anything_starts() {
        ThreadView thread = house.thread(House.ANA);
        assertThat(house.ask(thread, Language.PYTHON, "x".repeat(68_000)))
                .isInstanceOfSatisfying(
                        Broker.Submitted.Refused.class,
                        refused -> assertThat(refused.problem()).contains("68,0", "68,000"));
        assertThat(house.ask(thread, Language.PYTHON, " \n\t ")).isInstanceOf(Broker.Submitted.Refused.class);
        assertThat(house.now(thread).session()).isEmpty();
        CellView fits = house.submit(thread, "#" + "x".repeat(67_900));
        house.pass(Duration.ofMinutes(1));
        assertThat(house.now(fits).state()).isEqualTo(CellState.OK);
    }

    @Test
    void one_person_has_so_many_sessions_and_everybody_so_many_and_an_ended_one_makes_room() {
        ThreadView first = house.thread(House.ANA);
        house.submit(first, "a");
        house.submit(house.thread(House.ANA), "b");
        ThreadView third = house.thread(House.ANA);
        assertThat(house.ask(third, Language.PYTHON, "c"))
                .isInstanceOfSatisfying(
                        Broker.Submitted.Refused.class,
                        refused -> assertThat(refused.whatToDo()).contains("2 sessions", "stop one"));
        house.submit(house.thread(House.BEN), "d");
        assertThat(house.ask(house.thread(House.BEN), Language.PYTHON, "e"))
                .isInstanceOfSatisfying(
                        Broker.Submitted.Refused.class,
                        refused -> assertThat(refused.whatToDo()).contains("everybody"));
        assertThat(house.broker().start(third.id(), House.ANA, Settings.NONE))
                .isInstanceOf(Broker.Started.Refused.class);

        house.pass(Duration.ofMinutes(1));
        house.broker().stop(first.id(), House.ANA);
        house.pass(Duration.ofSeconds(10));
        house.submit(third, "c");
        house.pass(Duration.ofMinutes(1));
        assertThat(house.glue.alive()).hasSize(3);
    }

    @Test
    void configure_tells_before_and_after_and_leaves_a_living_session_alone() {
        ThreadView thread = house.ready();
        Broker.Configured configured = house.broker()
                .configure(
                        thread.id(),
                        House.ANA,
                        new Settings(
                                Map.of(Setting.NUMBER_OF_WORKERS, "5", Setting.NAME, "sales"), Map.of(), Map.of()));
        assertThat(configured.problems()).isEmpty();
        assertThat(configured.before().size().dpus()).isEqualByComparingTo("2");
        assertThat(configured.after().size().dpus()).isEqualByComparingTo("5");
        assertThat(configured.live()).isPresent();
        assertThat(house.session(thread).spec().size().dpus()).isEqualByComparingTo("2");
        assertThat(house.now(thread).name()).isEqualTo("sales");

        Broker.Configured bad =
                house.broker().configure(thread.id(), House.ANA, Settings.of(Setting.NUMBER_OF_WORKERS, "0"));
        assertThat(bad.problems()).singleElement().asString().contains("number_of_workers", "'0'");
        assertThat(house.now(thread).settings().get(Setting.NUMBER_OF_WORKERS)).contains("5");
    }

    @ParameterizedTest
    @CsvSource({
        "IAM_ROLE,GlueRole,ARN",
        "REGION,moon,us-east-1",
        "GLUE_VERSION,five,5.0",
        "WORKER_TYPE,G 1X,G.1X",
        "NUMBER_OF_WORKERS,0,from 1 to 50",
        "NUMBER_OF_WORKERS,51,from 1 to 50",
        "NUMBER_OF_WORKERS,99999999999999,from 1 to 50",
        "NUMBER_OF_WORKERS,-1,from 1 to 50",
        "MAX_CAPACITY,0,above 0",
        "MAX_CAPACITY,1e9,above 0",
        "MAX_CAPACITY,101,more than the 100",
        "IDLE_TIMEOUT,0,minutes",
        "IDLE_TIMEOUT,1.5,minutes",
        "TIMEOUT,100000,minutes from 1 to 2880",
        "LANGUAGE,ruby,python or scala",
        "LANGUAGE,sql,python or scala",
        "SESSION_TYPE,glueray,Ray",
        "SESSION_TYPE,x,etl or streaming",
        "SESSION_ID_PREFIX,a.b,letters",
        "CONNECTIONS,'a,,b',commas"
    })
    void each_bad_setting_is_refused_in_words(Setting setting, String value, String says) {
        assertThat(house.broker().resolve(Settings.of(setting, value)))
                .isInstanceOfSatisfying(
                        Broker.Resolved.Bad.class,
                        bad -> assertThat(bad.problems())
                                .singleElement()
                                .asString()
                                .contains(says));
    }

    @Test
    void all_problems_are_told_at_once() {
        Map<String, String> tooMany = new HashMap<>();
        for (int i = 0; i < 60; i++) {
            tooMany.put("t" + i, "v");
        }
        Settings settings = new Settings(
                Map.of(
                        Setting.MAX_CAPACITY, "4",
                        Setting.NUMBER_OF_WORKERS, "2",
                        Setting.IDLE_TIMEOUT, "60",
                        Setting.TIMEOUT, "30"),
                Map.of("--a b", "x", "--long", "x".repeat(5000)),
                tooMany);
        assertThat(((Broker.Resolved.Bad) house.broker().resolve(settings)).problems())
                .hasSize(5);
    }

    @Test
    void an_odd_but_possible_setting_is_taken() {
        for (String type : List.of("G.025X", "Standard", "R.8X", "X.99")) {
            assertThat(house.broker().resolve(Settings.of(Setting.WORKER_TYPE, type)))
                    .isInstanceOf(Broker.Resolved.Good.class);
        }
        assertThat(house.broker().resolve(Settings.of(Setting.TIMEOUT, "10")))
                .isInstanceOfSatisfying(
                        Broker.Resolved.Good.class,
                        good -> assertThat(good.spec().idleTimeout()).isEqualTo(Duration.ofMinutes(10)));
        assertThat(house.broker().resolve(Settings.of(Setting.MAX_CAPACITY, "2.5")))
                .isInstanceOfSatisfying(
                        Broker.Resolved.Good.class,
                        good -> assertThat(good.spec().size()).isInstanceOf(SessionSpec.Size.Capacity.class));
    }

    @Test
    void without_a_default_role_a_thread_can_be_configured_and_then_has_to_name_one() {
        try (House roleless = new House(BrokerDefaults.of(House.REGION, "", "gluethread-test"))) {
            ThreadView thread = roleless.thread(House.ANA);
            assertThat(roleless.ask(thread, Language.PYTHON, "a"))
                    .isInstanceOfSatisfying(
                            Broker.Submitted.Refused.class,
                            refused -> assertThat(refused.whatToDo()).contains("%iam_role"));
            assertThat(roleless.broker()
                            .configure(thread.id(), House.ANA, Settings.of(Setting.NUMBER_OF_WORKERS, "3"))
                            .problems())
                    .isEmpty();
            roleless.broker().configure(thread.id(), House.ANA, Settings.of(Setting.IAM_ROLE, House.ROLE));
            CellView cell = roleless.submit(thread, "a");
            roleless.pass(Duration.ofMinutes(1));
            assertThat(roleless.now(cell).state()).isEqualTo(CellState.OK);
            roleless.mustBeInOrder();
        }
    }
}
