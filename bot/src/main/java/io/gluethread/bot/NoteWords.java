package io.gluethread.bot;

import io.gluethread.bot.delivery.Screens;
import io.gluethread.bot.slack.DocJson;
import io.gluethread.broker.ledger.LedgerJson;
import io.gluethread.broker.session.CellView;
import io.gluethread.broker.statement.Result;
import io.gluethread.commands.reply.Doc;
import io.gluethread.commands.reply.Hints;
import io.gluethread.commands.reply.Marked;
import io.gluethread.commands.reply.Notices;
import java.util.Optional;

/** Words for what delivery shows: hints for errors, and what notes say. */
final class NoteWords {
    private NoteWords() {}

    static Screens.Words words() {
        return new Screens.Words(NoteWords::hint, NoteWords::note);
    }

    private static Optional<Doc> hint(CellView cell, Result.Failed failed) {
        return Hints.of(new Hints.Failure(failed, cell.language(), cell.code(), cell.ordinal()))
                .map(hint -> Doc.of(new Doc.Element.Para(Marked.spans(hint))));
    }

    private static Optional<Doc> note(Screens.NoteText note) {
        return LedgerJson.notice(note.payload())
                .map(notice -> Notices.notice(notice, note.thread().id()))
                .or(() -> DocJson.read(note.payload()));
    }
}
