package io.gluethread.commands.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.gluethread.broker.session.Language;
import io.gluethread.broker.session.Setting;
import io.gluethread.broker.session.Settings;
import io.gluethread.commands.ask.Ask.Piece;
import io.gluethread.commands.ask.Ask.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CellTextTest {
    private static Understood cell(String text) {
        return CellText.read(text, Optional.empty());
    }

    private static Command python(String code) {
        return new Command.Run(code, Optional.empty());
    }

    private static Command sql(String code) {
        return new Command.Run(code, Optional.of(Language.SQL));
    }

    private static Settings change(Understood understood) {
        assertThat(understood.wrongs()).isEmpty();
        return ((Command.Config) understood.commands().getFirst()).change();
    }

    private static String wrong(String cell) {
        Understood understood = cell(cell);
        assertThat(understood.wrongs()).as(cell).isNotEmpty();
        return understood.wrongs().getFirst().problem() + " "
                + understood.wrongs().getFirst().remedy();
    }

    @Test
    void code_without_magics_is_one_piece_as_it_stands() {
        assertThat(cell("  # a remark\n\nx = 5 % 3\n%stop_session").commands())
                .containsExactly(python("  # a remark\n\nx = 5 % 3\n%stop_session"));
    }

    @Test
    void leading_magics_act_first_and_remarks_among_them_are_skipped() {
        assertThat(cell("# set up\n%stop_session\n\n  %idle_timeout 5 # minutes\n# and go\n%status\n\n# load\nx = 1")
                        .commands())
                .containsExactly(
                        new Command.Stop(Optional.empty()),
                        new Command.Config(Settings.of(Setting.IDLE_TIMEOUT, "5")),
                        new Command.Status(Optional.empty()),
                        python("# load\nx = 1"));
    }

    @Test
    void several_magics_may_share_a_line() {
        assertThat(change(cell("%glue_version 4.0 %worker_type g.1x %number_of_workers 2 %region US-EAST-1"))
                        .values())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        Setting.GLUE_VERSION, "4.0",
                        Setting.WORKER_TYPE, "G.1X",
                        Setting.NUMBER_OF_WORKERS, "2",
                        Setting.REGION, "us-east-1"));
    }

    @Test
    void sql_takes_all_that_follows_also_on_its_own_line() {
        assertThat(cell("%%sql select *\nfrom t\n%x").commands()).containsExactly(sql("select *\nfrom t\n%x"));
        assertThat(cell("%%sql\n\nselect 1").commands()).containsExactly(sql("select 1"));
        assertThat(cell("%idle_timeout 5\n%%sql\nselect 1").commands()).last().isEqualTo(sql("select 1"));
        assertThat(wrong("%%sql\n  ")).contains("no query");
    }

    @Test
    void plots_are_code() {
        assertThat(cell("%matplot plt").commands()).containsExactly(python("%matplot plt"));
        assertThat(cell("%status\n%plotly fig").commands())
                .containsExactly(new Command.Status(Optional.empty()), python("%plotly fig"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%%configure {\"worker_type\": \"G.2X\", \"number_of_workers\": 3, \"--enable-metrics\": true}",
                "%%configure\n{'worker_type': 'G.2X', 'number_of_workers': 3,\n 'enable-metrics': True,}",
                "%%configure -f\n{\u201Cworker_type\u201D: \u201CG.2X\u201D, 'number_of_workers': '3', '--enable-metrics': 'true'}"
            })
    void configure_takes_json_and_python(String cell) {
        Settings change = change(cell(cell));
        assertThat(change.values())
                .containsOnly(Map.entry(Setting.WORKER_TYPE, "G.2X"), Map.entry(Setting.NUMBER_OF_WORKERS, "3"));
        assertThat(change.arguments()).containsOnly(Map.entry("--enable-metrics", "true"));
    }

    @Test
    void configure_knows_the_kernels_keys() {
        Settings change = change(cell("""
                %%configure
                {"region": "eu-west-1", "idle_timeout": 10, "timeout": 60, "connections": ["a", "b"],
                 "tags": {"team": "x"}, "conf": {"spark.a": 1, "spark.b": "2"}, "session_language": "scala",
                 "security_configuration": "sec", "extra_jars": "s3://b/x.jar", "max_capacity": 5.5}"""));
        assertThat(change.values())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        Setting.REGION, "eu-west-1",
                        Setting.IDLE_TIMEOUT, "10",
                        Setting.TIMEOUT, "60",
                        Setting.CONNECTIONS, "a,b",
                        Setting.LANGUAGE, "scala",
                        Setting.SECURITY_CONFIG, "sec",
                        Setting.MAX_CAPACITY, "5.5"));
        assertThat(change.arguments())
                .containsOnly(
                        Map.entry("--conf", "spark.a=1 --conf spark.b=2"), Map.entry("--extra-jars", "s3://b/x.jar"));
        assertThat(change.tags()).containsOnly(Map.entry("team", "x"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "%%configure {'a': }                                     | not a value",
                "%%configure ['a']                                       | not a dictionary",
                "%%configure {'a': 1} print(1)                           | something behind",
                "%%configure                                             | needs a dictionary",
                "%%configure {'max_capacity': 2, 'worker_type': 'G.1X'}  | exclude each other",
                "%%configure {'idle_timeout': None}                      | no value",
                "%%configure {'aws_secret_access_key': 'x'}              | never take credentials",
                "%%configure {'session_id': 'x'}                         | cannot be chosen",
                "%%assume_role {'aws_access_key_id': 'x'}                | Delete the message",
                "%profile default                                        | %iam_role",
                "%endpoint http://x                                      | %region",
                "%glue_ray                                               | Ray",
                "%reconnect abc                                          | keeps the session",
                "%worker_type G.3X                                       | G.1X, G.2X",
                "%worker_type                                            | needs a value",
                "%number_of_workers two                                  | 'two'",
                "%number_of_workers 0                                    | 1 to 1,000",
                "%idle_timeout 1.5                                       | '1.5'",
                "%idle_timeout 99999                                     | 10,080",
                "%timeout -3                                             | '-3'",
                "%glue_version nine                                      | 'nine'",
                "%glue_version 1.0                                       | 2.0 on",
                "%region moon                                            | 'moon'",
                "%iam_role MyRole                                        | full ARN",
                "%session_type ray                                       | Ray",
                "%session_id_prefix a b                                  | 'a b'",
                "%connections a,,b                                       | empty name",
                "%connections a b                                        | 'a b'",
                "%extra_py_files /tmp/x.py                               | s3://",
                "%spark_conf oops                                        | 'oops'",
                "%%tags {'aws:x': 'y'}                                   | 'aws:x'",
                "%session_id mine                                        | cannot be chosen",
                "%stop_session now                                       | takes no value",
                "%wroker_type G.1X                                       | `%worker_type`",
                "%sql select 1                                           | `%%sql`",
                "%%status                                                | `%status`",
                "%pip install pandas                                     | additional_python_modules",
                "!pip install pandas                                     | shell command",
                "%timeit x                                               | no magic `%timeit`",
            })
    void what_cannot_be_done_is_named_with_what_can(String cell, String expected) {
        assertThat(wrong(cell)).contains(expected);
    }

    @Test
    void a_bad_value_is_never_repeated_at_length() {
        assertThat(wrong("%worker_type " + "x".repeat(10_000))).hasSizeLessThan(400);
    }

    @Test
    void every_magic_of_the_kernel_is_known() {
        for (String line : List.of(
                "help",
                "profile",
                "region",
                "endpoint",
                "idle_timeout",
                "timeout",
                "session_id",
                "session_id_prefix",
                "status",
                "list_sessions",
                "stop_session",
                "reconnect",
                "glue_version",
                "session_type",
                "etl",
                "streaming",
                "glue_ray",
                "iam_role",
                "number_of_workers",
                "worker_type",
                "security_config",
                "connections",
                "additional_python_modules",
                "extra_py_files",
                "extra_jars",
                "spark_conf",
                "min_workers")) {
            assertThat(Magics.find(line, false)).as(line).isPresent();
        }
        for (String cell : List.of("sql", "configure", "tags", "assume_role", "ray_conf")) {
            assertThat(Magics.find(cell, true)).as(cell).isPresent();
        }
    }

    @Test
    void empty_and_remark_only_blocks_run_nothing() {
        assertThat(wrong("")).contains("empty");
        assertThat(wrong("# later\n")).contains("only remarks");
        assertThat(cell("%status\n# done").wrongs()).isEmpty();
    }

    @Test
    void the_seed_tutorials_cells_are_read_as_printed() throws IOException {
        Path seed = Path.of(System.getProperty("gluethread.root", "."), "../shared/seeds/002_ab21e935bd41f621.txt");
        Assumptions.assumeTrue(Files.exists(seed), "the seed tutorial is not beside this checkout");
        Matcher blocks = Pattern.compile("```python\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(seed));
        List<Understood> cells = blocks.results().map(m -> cell(m.group(1))).toList();
        assertThat(cells).hasSize(2).allSatisfy(c -> assertThat(c.wrongs()).isEmpty());
        Settings settings = new Settings(
                Map.of(
                        Setting.GLUE_VERSION,
                        "3.0",
                        Setting.NUMBER_OF_WORKERS,
                        "2",
                        Setting.WORKER_TYPE,
                        "G.2X",
                        Setting.IDLE_TIMEOUT,
                        "1"),
                Map.of(),
                Map.of());
        assertThat(cells.get(0).commands())
                .containsExactly(new Command.Stop(Optional.empty()), new Command.Config(settings));
        assertThat(cells.get(1).commands())
                .hasSize(3)
                .last()
                .isInstanceOfSatisfying(
                        Command.Run.class,
                        run -> assertThat(run.code())
                                .startsWith("from awsglue.context import GlueContext")
                                .endsWith("job = Job(glueContext)\n"));
    }

    // ---- messages

    private static Understood message(boolean addressed, Piece... pieces) {
        return MessageReader.read(new Said.Message(List.of(pieces), addressed), addressed);
    }

    private static Piece prose(String text) {
        return new Piece.Prose(text);
    }

    private static Piece block(String text) {
        return new Piece.Code(text, Optional.empty());
    }

    @Test
    void lines_of_magics_in_prose_act_and_talk_does_not() {
        assertThat(message(false, prose("let's use more\n%worker_type G.2X\n 50% more, that is\n%status"))
                        .commands())
                .containsExactly(
                        new Command.Config(Settings.of(Setting.WORKER_TYPE, "G.2X")),
                        new Command.Status(Optional.empty()));
        assertThat(message(false, prose("100% sure")).isEmpty()).isTrue();
    }

    @Test
    void a_cell_magic_in_prose_takes_the_lines_or_the_block_behind_it() {
        assertThat(message(false, prose("see\n%%sql select 1\nfrom t")).commands())
                .containsExactly(sql("select 1\nfrom t"));
        assertThat(message(false, prose("see\n%%sql"), block("select 1")).commands())
                .containsExactly(sql("select 1"));
    }

    @Test
    void a_command_and_a_block_do_both() {
        assertThat(message(true, prose(" start etl"), block("x = 1")).commands())
                .containsExactly(new Command.Start(Optional.empty(), List.of("etl"), Settings.NONE), python("x = 1"));
        assertThat(message(true, prose("sql"), block("select 1")).commands()).containsExactly(sql("select 1"));
        assertThat(message(true, prose("run:"), block("x")).commands()).containsExactly(python("x"));
    }

    @Test
    void bang_and_slash_address_us_at_the_beginning_only() {
        assertThat(MessageReader.isAddressed(new Said.Message(List.of(prose("!glue status")), false)))
                .isTrue();
        assertThat(MessageReader.isAddressed(new Said.Message(List.of(prose(" /GLUE status")), false)))
                .isTrue();
        assertThat(MessageReader.isAddressed(new Said.Message(List.of(prose("use !glue status")), false)))
                .isFalse();
        assertThat(MessageReader.isAddressed(new Said.Message(List.of(prose("!gluestick")), false)))
                .isFalse();
        assertThat(message(true, prose("!glue\u00A0cancel 3")).commands())
                .containsExactly(new Command.Cancel(Optional.of(3)));
    }

    @Test
    void a_word_that_nobody_knows_is_wrong_only_when_it_was_said_to_us() {
        assertThat(message(false, prose("statsu")).isEmpty()).isTrue();
        assertThat(message(true, prose("statsu")).wrongs().getFirst().remedy()).contains("`status`");
        assertThat(message(true).commands()).containsExactly(new Command.Help(Optional.empty()));
    }

    @Test
    void a_block_in_a_language_that_we_do_not_run_is_refused() {
        Understood understood = message(false, new Piece.Code("ls", Optional.of("bash")));
        assertThat(understood.commands()).isEmpty();
        assertThat(understood.wrongs().getFirst().problem()).contains("`bash`");
    }

    // ---- commands

    @Test
    void start_reads_language_words_and_magics() {
        assertThat(Usage.read("start scala etl \u201Cmy run\u201D %idle_timeout 5 %%configure")
                        .wrongs())
                .isNotEmpty();
        assertThat(Usage.read("start scala etl churn %idle_timeout 5\n%worker_type G.2X")
                        .commands())
                .containsExactly(new Command.Start(
                        Optional.of(Language.SCALA),
                        List.of("etl", "churn"),
                        new Settings(
                                Map.of(Setting.IDLE_TIMEOUT, "5", Setting.WORKER_TYPE, "G.2X"), Map.of(), Map.of())));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "config worker_type G.2X  | `config %worker_type value`",
                "config nonsense          | 'nonsense'",
                "config %stop_session     | Only settings",
                "start %status            | Only settings",
                "run                      | something to run",
                "sql                      | show databases",
                "list mine                | 'mine'",
                "cancel all               | 'all'",
                "cost yesterday           | 'yesterday'",
                "digest                   | digest now",
                "whoami really            | alone",
                "stauts                   | `status`",
                "xyzzy                    | help",
            })
    void commands_that_are_wrong_say_how_they_are_right(String typed, String expected) {
        Understood understood = Usage.read(typed);
        assertThat(understood.wrongs()).hasSize(1);
        assertThat(understood.wrongs().getFirst().problem() + " "
                        + understood.wrongs().getFirst().remedy())
                .contains(expected);
    }

    @Test
    void every_working_word_has_an_example_that_it_reads_itself() {
        for (Usage usage : Usage.working()) {
            assertThat(usage.summary()).as(usage.word()).isNotBlank();
            assertThat(usage.examples()).as(usage.word()).isNotEmpty().allSatisfy(example -> {
                assertThat(example).startsWith(usage.word());
                assertThat(Usage.read(example).wrongs()).isEmpty();
            });
        }
    }

    @Test
    void sql_behind_a_command_keeps_its_backticks_and_lines() {
        assertThat(Usage.read("sql select *\nfrom `covid-19`.t").commands())
                .containsExactly(sql("select *\nfrom `covid-19`.t"));
        assertThat(Usage.read("run `x = 1`").commands()).containsExactly(python("x = 1"));
    }
}
