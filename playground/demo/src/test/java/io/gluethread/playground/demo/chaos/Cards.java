package io.gluethread.playground.demo.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import io.gluethread.broker.session.Money;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether each thread's card tells the truth, which is what Glue knows of the session that it names. */
final class Cards {
    private static final Pattern SESSION = Pattern.compile("(gt-[a-z0-9]{8,40}-\\d+)");
    private static final Pattern SPENT = Pattern.compile("Spent[^$]{0,80}?((?:less than )?\\$[0-9.,]*[0-9])");
    private static final Set<String> ENDED = Set.of("STOPPED", "TIMEOUT", "FAILED");
    private static final BigDecimal LEAST_SECONDS = BigDecimal.valueOf(60);
    private static final BigDecimal RATE = new BigDecimal("0.44");
    private static final Map<String, List<String>> WORDS = Map.of(
            "PROVISIONING", List.of("◌ Starting"),
            "READY", List.of("● Ready", "▶ Running"),
            "STOPPING", List.of("◼ Stopping"),
            "STOPPED", List.of("◼ Stopped"),
            "TIMEOUT", List.of("◼ Stopped"),
            "FAILED", List.of("✗ Failed"));

    private final List<JsonNode> sessions;

    Cards(World world) throws Exception {
        this.sessions = world.sessions();
    }

    List<String> problems(List<Conversation> conversations) {
        List<String> problems = new ArrayList<>();
        for (Conversation conversation : conversations) {
            List<JsonNode> cards = conversation.messages().stream()
                    .filter(message -> ThreadPage.slot(message).equals("card"))
                    .toList();
            if (cards.size() > 1) {
                problems.add("%s has %d cards".formatted(conversation, cards.size()));
            }
            cards.stream().findFirst().flatMap(this::lie).ifPresent(lie -> problems.add(conversation + ": " + lie));
        }
        return problems;
    }

    private Optional<String> lie(JsonNode card) {
        String shown = ThreadPage.text(card);
        Matcher id = SESSION.matcher(card.path("blocks").toString());
        if (!id.find()) {
            return shown.contains("○ Not started") ? Optional.empty() : Optional.of("no session in " + shown);
        }
        String thread = id.group(1).substring(0, id.group(1).lastIndexOf('-') + 1);
        Optional<JsonNode> newest = sessions.stream()
                .filter(session -> session.path("id").asText().startsWith(thread))
                .reduce((_, last) -> last);
        if (newest.isEmpty()) {
            return Optional.of("Glue has no session " + id.group(1));
        }
        String status = newest.get().path("status").asText();
        boolean same = newest.get().path("id").asText().equals(id.group(1));
        boolean isTrue = WORDS.getOrDefault(status, List.of()).stream().anyMatch(shown::contains);
        if (!same || !isTrue) {
            return Optional.of("the card says '%s' of %s, Glue's newest is %s: %s"
                    .formatted(shown, id.group(1), newest.get().path("id").asText(), status));
        }
        return ENDED.contains(status) ? wrongSum(card, newest.get()) : Optional.empty();
    }

    /** What it says that an ended session has cost is what Glue's account comes to. */
    private static Optional<String> wrongSum(JsonNode card, JsonNode session) {
        BigDecimal used = session.path("dpu_seconds").decimalValue();
        BigDecimal least = LEAST_SECONDS.multiply(session.path("dpus").decimalValue());
        String sum = new Money(used.max(least).multiply(RATE).divide(BigDecimal.valueOf(3600), MathContext.DECIMAL64))
                .toString();
        Matcher spent = SPENT.matcher(card.path("blocks").toString());
        String said = spent.find() ? spent.group(1) : "nothing";
        return said.equals(used.signum() == 0 ? "nothing" : sum)
                ? Optional.empty()
                : Optional.of("the card says that %s was spent, %s DPU-seconds come to %s".formatted(said, used, sum));
    }
}
