package io.gluethread.bot.slack.blocks;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Blocks of one message as they are added, within the limits; what does not fit is counted, never lost in silence. */
final class Page {
    private static final int TABLES = 1;

    private final Limits limits;
    private final int reserve;
    private final List<Block> blocks = new ArrayList<>();
    private int characters;
    private int tables;
    private int left;

    /** @param reserve how many blocks at the end are kept for what must be there, such as buttons */
    Page(Limits limits, int reserve) {
        this.limits = limits;
        this.reserve = reserve;
    }

    /** Adds the block if it fits. */
    boolean add(Block block) {
        boolean fits = blocks.size() < limits.blocks() - reserve
                && (block.isTable() ? tables < TABLES : characters + block.characters() <= limits.characters());
        if (!fits) {
            left++;
            return false;
        }
        put(block);
        return true;
    }

    /** Adds what must be there; the reserve is for it. */
    void put(Block block) {
        blocks.add(block);
        if (block.isTable()) {
            tables++;
        } else {
            characters += block.characters();
        }
    }

    boolean hasTable() {
        return tables > 0;
    }

    int room() {
        return limits.characters() - characters;
    }

    /** The blocks, with a line about what was left out if anything was. */
    List<Block> blocks(Function<Integer, Block> leftOut) {
        List<Block> all = new ArrayList<>(blocks);
        if (left > 0 && all.size() < limits.blocks()) {
            all.add(leftOut.apply(left));
        }
        return all;
    }
}
