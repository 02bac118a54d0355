package io.gluethread.bot.slack.blocks;

/**
 * What Slack takes, as its pages say (docs.slack.dev: reference/block-kit/blocks/data-table-block, table-block,
 * section-block; reference/methods/chat.update). In one place because Slack moves them; each is kept at or under the
 * documented figure. Lengths are in UTF-16 units.
 *
 * @param blocks per message
 * @param characters of all blocks together, cells of tables not counted; the true figure is about 13,200
 * @param text the fallback text: chat.update refuses more
 * @param preformatted of one piece of a cell's output that is shown in place
 * @param dataTable limits of the sortable table
 * @param table limits of the plain table
 */
public record Limits(
        int blocks, int characters, int text, int section, int preformatted, TableLimits dataTable, TableLimits table) {
    /** @param rows without the header */
    public record TableLimits(int rows, int columns, int characters) {}

    public static final Limits SLACK = new Limits(
            50, 12_000, 3_000, 3_000, 6_000, new TableLimits(200, 20, 20_000), new TableLimits(99, 20, 10_000));
}
