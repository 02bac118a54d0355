package io.gluethread.broker.statement;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SqlTextTest {
    @Test
    void a_statement_without_oddities_stays_exactly_as_it_is() {
        String sql = "select 'a;b # c -- d', \"x\\\";\", `we;ird # name`\nfrom t -- why; not\nwhere a /* ; */ = 1";
        assertThat(SqlText.statements(sql)).containsExactly(sql);
    }

    @Test
    void a_remark_as_in_the_tutorial_is_no_part_of_the_statement() {
        assertThat(SqlText.statements("show tables in `covid-19`  # the public data"))
                .containsExactly("show tables in `covid-19`");
        assertThat(SqlText.statements("# first\n-- second\nselect 1; -- one\n")).containsExactly("select 1");
    }

    @Test
    void trailing_semicolons_and_blanks_go() {
        assertThat(SqlText.statements("  select 1 ;;\n ; ")).containsExactly("select 1");
    }

    @Test
    void several_statements_are_several() {
        assertThat(SqlText.statements("use demo; select ';' as s;\nselect 2"))
                .containsExactly("use demo", "select ';' as s", "select 2");
    }

    @Test
    void a_hint_stays() {
        assertThat(SqlText.statements("select /*+ BROADCAST(a) */ 1 /* done */"))
                .containsExactly("select /*+ BROADCAST(a) */ 1");
    }

    @Test
    void values_with_a_number_sign_stay() {
        assertThat(SqlText.statements("SET color=#ff0000")).containsExactly("SET color=#ff0000");
        assertThat(SqlText.statements("ADD JAR s3://bucket/a/*")).containsExactly("ADD JAR s3://bucket/a/*");
    }

    @Test
    void unfinished_quotes_are_sparks_to_complain_about() {
        assertThat(SqlText.statements("select 'oops; -- #")).containsExactly("select 'oops; -- #");
        assertThat(SqlText.statements("select 'oops\\")).containsExactly("select 'oops\\");
    }

    @Test
    void nothing_but_remarks_is_sent_as_it_is() {
        assertThat(SqlText.statements(" -- nothing here ")).containsExactly("-- nothing here");
        assertThat(SqlText.statements("")).containsExactly("");
    }
}
