package io.gluethread.commands.reply;

import static org.assertj.core.api.Assertions.assertThat;

import io.gluethread.broker.session.CellId;
import io.gluethread.broker.session.CellState;
import io.gluethread.broker.session.CellView;
import io.gluethread.broker.session.Ending;
import io.gluethread.broker.session.Language;
import io.gluethread.broker.session.Notice;
import io.gluethread.broker.session.Person;
import io.gluethread.broker.session.Rate;
import io.gluethread.broker.session.SessionId;
import io.gluethread.broker.session.SessionSpec;
import io.gluethread.broker.session.SessionState;
import io.gluethread.broker.session.SessionView;
import io.gluethread.broker.session.ThreadId;
import io.gluethread.broker.session.Usage;
import io.gluethread.broker.session.WorkerType;
import io.gluethread.commands.guard.Deed;
import io.gluethread.commands.guard.Refusal;
import io.gluethread.commands.parse.CellText;
import io.gluethread.commands.parse.Wrong;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Prints everything that we say when something is not as it should be, to be read as prose. */
final class VoiceTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final Person ANA = new Person("T1", "U_ANA");
    private static final ThreadId THREAD = new ThreadId("thread0001");
    private static final SessionId SESSION = new SessionId("gt-thread0001-1");
    private static final Usage USED = new Usage(Duration.ofMinutes(35), new BigDecimal(4200), true);

    private final StringBuilder page = new StringBuilder();

    private void say(String about, Doc doc) {
        page.append("== ").append(about).append('\n').append(doc.plain()).append("\n\n");
    }

    @Test
    void all_words_read_as_prose() throws IOException {
        Wrong wrong =
                CellText.read("%worker_type G.3X", Optional.empty()).wrongs().getFirst();
        say("a bad value", Voice.wrong(List.of(wrong), false));
        say("a bad value beside code", Voice.wrong(List.of(wrong), true));
        say(
                "credentials in a message",
                Voice.wrong(CellText.read("%%assume_role {}", Optional.empty()).wrongs(), false));
        say("a word of a later version", Voice.notYet("replay"));
        say(
                "code that was mended",
                Voice.mended(List.of("curly quotes made straight", "non-breaking spaces made plain")));
        say("a key in the code", Voice.accessKeySeen());
        say("the other language", Voice.otherLanguage(Language.PYTHON, Language.SCALA));
        say("too long", Voice.tooLong(70_123, 68_000));
        say("the rest", Voice.restNotRun());
        say("nothing to run", Voice.noCodeInMessage());
        say("a block that does not end", Voice.unfinishedBlock());
        say("a block with nothing in it", Voice.emptyBlock());
        for (Refusal refusal : refusals()) {
            say("refused: " + refusal.getClass().getSimpleName(), Voice.refusal(refusal));
        }
        for (Deed deed : List.of(Deed.STOP, Deed.CONFIGURE, Deed.CANCEL)) {
            say("refused: " + deed, Voice.refusal(new Refusal.NotTheirs(deed, ANA)));
        }
        say("settings that do not go", Voice.problems(List.of("idle_timeout is at most 480 minutes here, not 4000.")));
        say(
                "the broker refuses a cell",
                Voice.notTaken("There are 50 cells waiting already.", "Wait for some to finish."));
        say("alive already", Voice.alreadyAlive(session(SessionState.PROVISIONING, Optional.empty())));
        say("nothing alive", Voice.nothingAlive(Optional.empty()));
        say(
                "nothing alive any more",
                Voice.nothingAlive(Optional.of(session(SessionState.TIMEOUT, Optional.of(new Ending.Idle(30))))));
        say(
                "nothing alive, because somebody stopped it",
                Voice.nothingAlive(Optional.of(session(SessionState.STOPPED, Optional.of(new Ending.Asked(ANA))))));
        say("nothing of theirs", Voice.nothingOfYoursHere());
        say("no such session", Voice.noSuchSession("gt-x"));
        say("nothing runs", Voice.nothingRuns());
        say("no such cell", Voice.noSuchCell(7));
        for (CellState state : CellState.values()) {
            if (state.isOver()) {
                say("cell over: " + state, Voice.overAlready(cell(state)));
            }
        }
        say("nothing to keep", Voice.nothingToKeep());
        say("a stale button", Voice.staleButton());
        say("needs a thread", Voice.needsThread("cancel"));
        for (Notice notice : notices()) {
            say(
                    "notice: " + notice.getClass().getSimpleName()
                            + (notice instanceof Notice.Ended ended
                                    ? ", " + ended.ending().getClass().getSimpleName()
                                    : ""),
                    Notices.notice(notice, THREAD));
        }

        Path golden = Path.of("src/test/resources/golden/voice.txt");
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(golden, page);
        }
        assertThat(page.toString())
                .as("run with -Dgolden.update=true to take the new words, then read them")
                .isEqualTo(Files.readString(golden));
    }

    @Test
    void every_refusal_and_notice_and_ending_is_printed() {
        assertThat(refusals().size() + 1).isEqualTo(Refusal.class.getPermittedSubclasses().length);
        assertThat(notices().stream().map(Object::getClass).distinct().count())
                .isEqualTo(Notice.class.getPermittedSubclasses().length);
        assertThat(endings().stream().map(Object::getClass).distinct().count())
                .isEqualTo(Ending.class.getPermittedSubclasses().length);
    }

    private static List<Refusal> refusals() {
        return List.of(
                new Refusal.NotABot(),
                new Refusal.Guest(),
                new Refusal.OtherCompany(),
                new Refusal.UnknownPerson(),
                new Refusal.PersonNotAllowed(ANA),
                new Refusal.ChannelNotAllowed("C1"),
                new Refusal.NoDirectMessages());
    }

    private static List<Ending> endings() {
        return List.of(
                new Ending.Asked(ANA),
                new Ending.Idle(30),
                new Ending.Lifetime(480),
                new Ending.Failed("ResourceNumberLimitExceededException: max task DPUs"),
                new Ending.Failed(""),
                new Ending.Refused(
                        "User: arn:aws:sts::1:assumed-role/Bot/i is not authorized to perform: iam:PassRole on resource: arn:aws:iam::1:role/R"),
                new Ending.Refused(
                        "Role arn:aws:iam::1:role/R should be given assume role permissions for Glue Service"),
                new Ending.Elsewhere("STOPPED"),
                new Ending.Vanished());
    }

    private static List<Notice> notices() {
        List<Notice> notices = new ArrayList<>(List.of(
                new Notice.IdleSoon(SESSION, NOON.minusSeconds(1500), NOON.plusSeconds(300)),
                new Notice.LifetimeSoon(SESSION, NOON.plusSeconds(600)),
                new Notice.Trouble("ThrottlingException: Rate exceeded"),
                new Notice.Found(SESSION)));
        int lost = 0;
        for (Ending ending : endings()) {
            CellId[] cells = {new CellId("cell-1"), new CellId("cell-2")};
            notices.add(
                    new Notice.Ended(SESSION, ending, USED, Arrays.asList(cells).subList(0, lost++ % 3)));
        }
        return notices;
    }

    private static CellView cell(CellState state) {
        return new CellView(
                new CellId("cell-1"),
                THREAD,
                3,
                ANA,
                Language.PYTHON,
                "x",
                Optional.empty(),
                state,
                0,
                0,
                NOON,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "");
    }

    private static SessionView session(SessionState state, Optional<Ending> ending) {
        SessionSpec spec = new SessionSpec(
                Language.PYTHON,
                "us-east-1",
                "arn:aws:iam::123456789012:role/R",
                "5.0",
                new SessionSpec.Size.Workers(WorkerType.G_1X, 2),
                Duration.ofMinutes(30),
                Duration.ofMinutes(480),
                "glueetl",
                "",
                Optional.empty(),
                List.of(),
                Map.of(),
                Map.of());
        return new SessionView(
                SESSION,
                THREAD,
                1,
                state,
                spec,
                new Rate(new BigDecimal("0.44"), "AWS Price List", true),
                NOON,
                Optional.empty(),
                ending.map(_ -> NOON.plusSeconds(2100)),
                ending,
                0,
                Optional.empty(),
                Optional.empty(),
                USED,
                "");
    }
}
