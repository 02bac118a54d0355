package io.gluethread.bot.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.gluethread.broker.statement.Table;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FilesTest {
    @Test
    @SuppressWarnings("NullAway") // reading a class file, it does not see that values may be null
    void a_csv_quotes_what_needs_it_keeps_numbers_and_disarms_formulas() {
        Table table = new Table(
                List.of(new Table.Column("n", "int"), new Table.Column("=s", "string")),
                List.of(
                        Arrays.asList("-1", "a,b \"c\"\nd"),
                        Arrays.asList(null, "=HYPERLINK(\"http://x\")"),
                        Arrays.asList("2", ""),
                        Arrays.asList("3", "-4.5"),
                        Arrays.asList("4", "@SUM(A1)"),
                        Arrays.asList("5", "Größe 😀")),
                new Table.Total.Exactly(6),
                false);

        assertThat(new String(Files.csv(table), StandardCharsets.UTF_8))
                .isEqualTo(String.join(
                        "\r\n",
                        "n,'=s",
                        "-1,\"a,b \"\"c\"\"\nd\"",
                        ",\"'=HYPERLINK(\"\"http://x\"\")\"",
                        "2,\"\"",
                        "3,-4.5",
                        "4,'@SUM(A1)",
                        "5,Größe 😀",
                        ""));
    }
}
