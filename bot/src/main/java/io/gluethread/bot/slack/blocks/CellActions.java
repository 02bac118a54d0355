package io.gluethread.bot.slack.blocks;

import io.gluethread.broker.session.CellView;
import io.gluethread.commands.reply.Actions;
import io.gluethread.commands.reply.Doc.Button;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The buttons below a cell. Their value is the cell's id. */
public final class CellActions {
    /** Asks for one of a cell's files. Value: {@code <cell id>/<number>}. */
    public static final String FILE = "gt_file";

    /** One block holds 25, and there is one more. */
    private static final int MOST = 20;

    private CellActions() {}

    static List<Button> of(CellView cell, List<FilePart> files) {
        List<Button> buttons = new ArrayList<>();
        if (!cell.state().isOver()) {
            buttons.add(button(cell, "Cancel", Actions.CANCEL, Button.Kind.DANGER));
            return buttons;
        }
        for (FilePart file : files) {
            if (!file.now() && buttons.size() < MOST) {
                String label =
                        switch (file.content()) {
                            case FilePart.Content.Csv _ -> "CSV";
                            case FilePart.Content.Text _ ->
                                file.name().contains("traceback") ? "Full traceback" : "Whole text";
                            case FilePart.Content.Base64 _ -> "Picture";
                        };
                buttons.add(
                        new Button(label, FILE, cell.id() + "/" + file.number(), Button.Kind.NORMAL, Optional.empty()));
            }
        }
        buttons.add(button(cell, "Run again", Actions.RUN_AGAIN, Button.Kind.NORMAL));
        return buttons;
    }

    private static Button button(CellView cell, String label, String action, Button.Kind kind) {
        return new Button(label, action, cell.id().value(), kind, Optional.empty());
    }
}
