package io.gluethread.playground.demo.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import io.gluethread.playground.demo.Human;
import io.gluethread.playground.demo.chaos.LedgerPicture.CellLine;
import io.gluethread.playground.demo.chaos.LedgerPicture.SessionLine;
import io.gluethread.playground.demo.chaos.LoggedEngine.Execution;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Compares what the four of them tell: Slack's history, Glue's account, the ledger, and the cells' own count. */
final class Verdict {
    private static final Set<String> ALIVE = Set.of("PROVISIONING", "READY", "STOPPING");
    private static final BigDecimal EXACT = new BigDecimal("0.002");
    private static final List<String> CHANNELS = List.of("C_DATA", "C_GENERAL", "C_SHARED");
    /** The reaction for each end, the worst first. */
    private static final SequencedMap<String, String> ENDS = new LinkedHashMap<>();

    static {
        ENDS.put("LOST", "warning");
        ENDS.put("ERROR", "x");
        ENDS.put("CANCELLED", "no_entry_sign");
        ENDS.put("OK", "white_check_mark");
    }

    private static final Pattern ORDINAL = Pattern.compile(".*-(\\d+)");

    private final LedgerPicture ledger;
    private final Map<String, JsonNode> sessions;
    private final List<Execution> executions;
    private final Human reader;
    private final List<String> problems = new ArrayList<>();

    /**
     * @param sessions as local Glue keeps account of them
     * @param executions as the cells counted themselves
     */
    Verdict(LedgerPicture ledger, List<JsonNode> sessions, List<Execution> executions, Human reader) {
        this.ledger = ledger;
        this.sessions = sessions.stream()
                .collect(Collectors.toMap(session -> session.path("id").asText(), session -> session));
        this.executions = executions;
        this.reader = reader;
    }

    List<String> problems(List<Conversation> conversations, FrontDoor door) {
        nothingIsLeft();
        money();
        order();
        nothingTwiceInSlack();
        for (Conversation conversation : conversations) {
            ThreadPage page = new ThreadPage(conversation.messages());
            for (Sent sent : conversation.sent()) {
                cell(conversation, page, sent, door);
            }
            reactions(conversation);
            refusals(conversation, door);
            for (String edited : conversation.edits()) {
                if (count(edited) > 0) {
                    problems.add("%s ran, which was only in an edited message".formatted(edited));
                }
            }
        }
        return problems;
    }

    private void nothingIsLeft() {
        ledger.unhandled().forEach(item -> problems.add("not handled: " + item));
        ledger.cells().stream()
                .filter(cell -> !cell.isOver())
                .forEach(cell -> problems.add("not over: cell %s is %s".formatted(cell.id(), cell.state())));
        ledger.surfaces().stream()
                // Reactions have the least of Slack's budget and may be shown later.
                .filter(s -> !s.slot().startsWith("mark:") && (s.due() || s.abandoned()))
                .forEach(s -> problems.add("not shown: %s of %s: %s".formatted(s.slot(), s.thread(), s.why())));
    }

    /** Whoever lives at Glue is known, and what it cost is what Glue says. */
    private void money() {
        Map<String, SessionLine> known =
                ledger.sessions().stream().collect(Collectors.toMap(SessionLine::id, session -> session));
        sessions.forEach((id, session) -> {
            String status = session.path("status").asText();
            SessionLine line = known.get(id);
            if (line == null) {
                problems.add("Glue has session %s (%s) that the ledger does not know".formatted(id, status));
            } else if (ALIVE.contains(status) == line.isOver()) {
                problems.add("session %s is %s at Glue and %s in the ledger".formatted(id, status, line.state()));
            } else if (line.isOver()) {
                BigDecimal account = session.path("dpu_seconds").decimalValue();
                if (account.subtract(line.dpuSeconds()).abs().compareTo(EXACT) > 0) {
                    problems.add("session %s used %s DPU-seconds, the ledger says %s (measured: %s)"
                            .formatted(id, account, line.dpuSeconds(), line.measured()));
                }
            }
        });
        known.values().stream()
                .filter(line -> !line.isOver() && !sessions.containsKey(line.id()))
                .forEach(line ->
                        problems.add("session %s is %s and Glue does not know it".formatted(line.id(), line.state())));
        known.values().stream()
                .filter(line -> line.isOver()
                        && !sessions.containsKey(line.id())
                        && line.dpuSeconds().signum() > 0)
                .forEach(line -> problems.add("session %s never was and cost something".formatted(line.id())));
    }

    /** Within a thread cells ran in their order. */
    private void order() {
        Map<String, Integer> last = new HashMap<>();
        for (Execution execution : executions) {
            Matcher ordinal = ORDINAL.matcher(execution.cell());
            if (ordinal.matches()) {
                int now = Integer.parseInt(ordinal.group(1));
                String thread = execution.cell().substring(0, ordinal.start(1));
                int before = last.getOrDefault(thread, 0);
                if (now <= before) {
                    problems.add("%s ran after cell %d".formatted(execution, before));
                }
                last.put(thread, now);
            }
        }
    }

    /** What has a label is there once, wherever it is. */
    private void nothingTwiceInSlack() {
        Map<String, Integer> labels = new HashMap<>();
        for (String channel : CHANNELS) {
            for (JsonNode root : reader.channel(channel)) {
                List<JsonNode> messages = reader.thread(channel, root.path("ts").asText());
                int before = 0;
                for (JsonNode message : messages) {
                    String slot = ThreadPage.slot(message);
                    String thread = message.path("metadata")
                            .path("event_payload")
                            .path("thread")
                            .asText();
                    if (!slot.isEmpty()) {
                        labels.merge(thread + " " + slot, 1, Integer::sum);
                    }
                }
                for (ThreadPage.Answer answer : new ThreadPage(messages).answers()) {
                    if (answer.ordinal() <= before) {
                        problems.add(
                                "in %s answer [%d] stands after [%d]".formatted(channel, answer.ordinal(), before));
                    }
                    before = answer.ordinal();
                }
            }
        }
        labels.forEach((label, times) -> {
            if (times > 1) {
                problems.add("%d times in Slack: %s".formatted(times, label));
            }
        });
    }

    /** Below what a person sent stands one reaction, and it says the worst end that its cells had. */
    private void reactions(Conversation conversation) {
        for (JsonNode message : conversation.messages()) {
            String ts = message.path("ts").asText();
            List<CellLine> brought = ledger.cells().stream()
                    .filter(cell -> cell.source().equals(Optional.of(ts)))
                    .toList();
            boolean isShown = brought.stream()
                    .noneMatch(cell ->
                            ledger.surfaces().stream().anyMatch(s -> s.slot().equals("mark:" + cell.id()) && s.due()));
            List<String> shown =
                    message.path("reactions").findValuesAsText("name").stream().toList();
            Optional<String> end = ENDS.keySet().stream()
                    .filter(state ->
                            brought.stream().anyMatch(cell -> cell.state().equals(state)))
                    .findFirst();
            if (isShown && end.isPresent() && !shown.equals(List.of(ENDS.get(end.get())))) {
                problems.add("%s in %s brought cells that are %s, and below it stands %s"
                        .formatted(
                                ts,
                                conversation.channel(),
                                brought.stream().map(CellLine::state).toList(),
                                shown));
            }
        }
    }

    /** Who may not was told so, each time; nobody sees it but they, so it may be said again after a crash. */
    private void refusals(Conversation conversation, FrontDoor door) {
        Map<String, Long> tried = conversation.sent().stream()
                .filter(sent -> !sent.allowed() && door.wasTaken(sent.channel(), sent.ts()))
                .collect(Collectors.groupingBy(Sent::author, Collectors.counting()));
        tried.forEach((author, times) -> {
            long told = 0;
            for (JsonNode whisper : new Human(reader.slack(), author).views().path("ephemerals")) {
                if (whisper.path("channel").asText().equals(conversation.channel())
                        && conversation
                                .root()
                                .equals(Optional.of(whisper.path("thread_ts").asText()))
                        && ThreadPage.text(whisper.path("message")).contains("cannot use me")) {
                    told++;
                }
            }
            if (told < times) {
                problems.add(
                        "%s tried %d times in %s and was told %d times".formatted(author, times, conversation, told));
            }
        });
    }

    private long count(String token) {
        return executions.stream()
                .filter(execution -> execution.token().equals(token))
                .count();
    }

    private void cell(Conversation conversation, ThreadPage page, Sent sent, FrontDoor door) {
        String token = sent.token();
        long ran = count(token);
        List<CellLine> lines = ledger.cells().stream()
                .filter(cell -> cell.token().equals(token))
                .toList();
        if (ran > 1) {
            problems.add("%s ran %d times".formatted(token, ran));
        }
        if (lines.size() > 1) {
            problems.add("%s is %d cells".formatted(token, lines.size()));
        }
        if (!sent.allowed()) {
            if (ran > 0 || !lines.isEmpty()) {
                problems.add("%s was taken from somebody who may not".formatted(token));
            }
            return;
        }
        if (lines.isEmpty()) {
            if (ran > 0) {
                problems.add("%s ran and is not in the ledger".formatted(token));
            }
            if (door.wasTaken(sent.channel(), sent.ts())) {
                problems.add("%s was taken and is lost".formatted(token));
            }
            return;
        }
        CellLine cell = lines.getFirst();
        List<ThreadPage.Answer> answers = page.answers().stream()
                .filter(answer -> answer.cell().equals(cell.id()))
                .toList();
        if (answers.size() != 1) {
            problems.add("%s (%s) has %d answers".formatted(token, cell.id(), answers.size()));
            return;
        }
        long files = page.files(answers.getFirst().ordinal());
        if (files != (cell.state().equals("OK") && sent.kind() == CellKind.LENGTHY ? 1 : 0)) {
            problems.add("%s (%s, %s) has %d files".formatted(token, cell.id(), cell.state(), files));
        }
        truth(conversation, sent, cell, answers.getFirst(), ran)
                .ifPresent(
                        problem -> problems.add("%s (%s, %s): %s".formatted(token, cell.id(), cell.note(), problem)));
    }

    private static Optional<String> truth(
            Conversation conversation, Sent sent, CellLine cell, ThreadPage.Answer answer, long ran) {
        String token = sent.token();
        String said = "ran %d times, is %s, Slack says '%s'".formatted(ran, cell.state(), answer.text());
        boolean right =
                switch (cell.state()) {
                    case "OK" ->
                        ran == 1
                                && Set.of(CellKind.OK, CellKind.LENGTHY, CellKind.HOLD)
                                        .contains(sent.kind())
                                && answer.says('✓')
                                && once(answer.blocks(), "result of " + token);
                    case "ERROR" ->
                        ran == 1
                                && sent.kind() == CellKind.FAIL
                                && answer.says('✗')
                                && answer.blocks().contains("failure of " + token);
                    case "CANCELLED" -> answer.says('⊘') && conversation.mayBeCancelled(token);
                    // Lost with its session, which somebody stopped or which died of a cell.
                    case "LOST" -> answer.says('⚠') && conversation.mayBeCut(token);
                    default -> false;
                };
        return right ? Optional.empty() : Optional.of(said);
    }

    private static boolean once(String text, String words) {
        return text.contains(words) && text.indexOf(words) == text.lastIndexOf(words);
    }

    /** The story in figures. */
    String tale(List<Conversation> conversations, FrontDoor door) {
        List<Sent> sent = conversations.stream()
                .flatMap(conversation -> conversation.sent().stream())
                .toList();
        Map<String, Long> ends =
                ledger.cells().stream().collect(Collectors.groupingBy(CellLine::state, Collectors.counting()));
        return "%d threads, %d cells sent, %d of them never delivered by Slack, %d executions, %s; %d sessions"
                .formatted(
                        conversations.size(),
                        sent.size(),
                        sent.stream()
                                .filter(s -> !door.wasTaken(s.channel(), s.ts()))
                                .count(),
                        executions.size(),
                        new java.util.TreeMap<>(ends),
                        ledger.sessions().size());
    }
}
