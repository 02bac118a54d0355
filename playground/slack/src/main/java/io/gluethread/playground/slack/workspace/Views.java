package io.gluethread.playground.slack.workspace;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gluethread.playground.slack.json.Json;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The modals that people have open, and their App Home views. */
public final class Views {
    private static final List<String> GIVEN = List.of(
            "type",
            "title",
            "close",
            "submit",
            "blocks",
            "private_metadata",
            "callback_id",
            "external_id",
            "clear_on_close",
            "notify_on_close",
            "submit_disabled");

    private final Workspace workspace;
    private final Map<String, Deque<ObjectNode>> stacks = new HashMap<>();
    private final Map<String, ObjectNode> homes = new HashMap<>();
    private final Map<String, List<CompletableFuture<ObjectNode>>> waiting = new HashMap<>();

    public Views(Workspace workspace) {
        this.workspace = workspace;
    }

    /** Starts a stack of one; what was open before is gone, as in Slack's client. */
    public ObjectNode open(Person to, JsonNode given) {
        return workspace.still(() -> {
            ObjectNode view = fresh(given, "");
            Deque<ObjectNode> stack = new ArrayDeque<>();
            stack.push(view);
            stacks.put(to.id(), stack);
            workspace.tell(new Happening.ViewShown(to, Happening.ViewShown.Verb.OPENED, view));
            return view;
        });
    }

    public ObjectNode push(Person to, JsonNode given) {
        return workspace.still(() -> {
            Deque<ObjectNode> stack = stacks.computeIfAbsent(to.id(), _ -> new ArrayDeque<>());
            ObjectNode view =
                    fresh(given, stack.isEmpty() ? "" : stack.peek().path("id").asText());
            view.put(
                    "root_view_id",
                    (stack.isEmpty() ? view : stack.peekLast()).path("id").asText());
            stack.push(view);
            workspace.tell(new Happening.ViewShown(to, Happening.ViewShown.Verb.PUSHED, view));
            return view;
        });
    }

    public int depth(Person person) {
        return workspace.still(() -> stack(person).size());
    }

    /** The open view with this id, and whose it is. */
    public Optional<Owned> find(String id) {
        return find("id", id);
    }

    /** The open view that the app gave this id. */
    public Optional<Owned> findExternal(String externalId) {
        return find("external_id", externalId);
    }

    private Optional<Owned> find(String field, String value) {
        return workspace.still(() -> {
            for (Person person : People.humans()) {
                List<ObjectNode> all = new ArrayList<>(stack(person));
                home(person).ifPresent(all::add);
                for (ObjectNode view : all) {
                    if (!value.isEmpty() && view.path(field).asText().equals(value)) {
                        return Optional.of(new Owned(person, view));
                    }
                }
            }
            return Optional.empty();
        });
    }

    /** A view and the person who sees it. */
    public record Owned(Person person, ObjectNode view) {}

    /** Replaces a view's content; id, root and previous stay. */
    public ObjectNode update(Owned owned, JsonNode given) {
        return workspace.still(() -> {
            ObjectNode view = fresh(given, owned.view().path("previous_view_id").asText());
            view.put("id", owned.view().path("id").asText())
                    .put("root_view_id", owned.view().path("root_view_id").asText());
            keepState(owned.view(), view);
            swap(owned.person(), view);
            if (view.path("type").asText().equals("home")) {
                workspace.tell(new Happening.HomeShown(owned.person(), view));
            } else {
                workspace.tell(new Happening.ViewShown(owned.person(), Happening.ViewShown.Verb.UPDATED, view));
            }
            return view;
        });
    }

    /** What a person has entered stays when block and action keep their ids, as in Slack's client. */
    private static void keepState(ObjectNode before, ObjectNode after) {
        for (JsonNode block : after.path("blocks")) {
            String id = block.path("block_id").asText();
            JsonNode kept = before.path("state").path("values").path(id);
            if (kept.isObject()) {
                ((ObjectNode) after.path("state").path("values")).set(id, kept.deepCopy());
            }
        }
    }

    /** Remembers what the person has entered so far. */
    public ObjectNode enter(Owned owned, ObjectNode state) {
        return workspace.still(() -> {
            ObjectNode view = owned.view().deepCopy();
            view.set("state", state);
            swap(owned.person(), view);
            return view;
        });
    }

    private void swap(Person person, ObjectNode view) {
        String id = view.path("id").asText();
        if (view.path("type").asText().equals("home")) {
            homes.put(person.id(), view);
            return;
        }
        List<ObjectNode> all = stack(person).stream()
                .map(v -> v.path("id").asText().equals(id) ? view : v)
                .toList();
        stacks.put(person.id(), new ArrayDeque<>(all));
    }

    /** Closes the topmost view, or all of them. */
    public void close(Person person, boolean all) {
        workspace.still(() -> {
            Deque<ObjectNode> stack = stacks.computeIfAbsent(person.id(), _ -> new ArrayDeque<>());
            while (!stack.isEmpty()) {
                ObjectNode closed = stack.pop();
                workspace.tell(new Happening.ViewShown(person, Happening.ViewShown.Verb.CLOSED, closed));
                if (!all) {
                    break;
                }
            }
            return stack.size();
        });
    }

    public ObjectNode publish(Person to, JsonNode given) {
        return workspace.still(() -> {
            ObjectNode view = fresh(given, "");
            Optional<ObjectNode> before = home(to);
            before.ifPresent(b -> view.put("id", b.path("id").asText())
                    .put("root_view_id", b.path("id").asText()));
            homes.put(to.id(), view);
            workspace.tell(new Happening.HomeShown(to, view));
            Collection<CompletableFuture<ObjectNode>> futures = waiting.remove(to.id());
            if (futures != null) {
                futures.forEach(f -> f.complete(view));
            }
            return view;
        });
    }

    /** Completes with the next App Home view that is published for this person. */
    public CompletableFuture<ObjectNode> nextHome(Person person) {
        return workspace.still(() -> {
            CompletableFuture<ObjectNode> next = new CompletableFuture<>();
            waiting.computeIfAbsent(person.id(), _ -> new ArrayList<>()).add(next);
            return next;
        });
    }

    public Optional<ObjectNode> home(Person person) {
        return workspace.still(() -> Optional.ofNullable(homes.get(person.id())));
    }

    /** The open modals, topmost first. */
    public List<ObjectNode> stack(Person person) {
        return workspace.still(() -> List.copyOf(stacks.getOrDefault(person.id(), new ArrayDeque<>())));
    }

    private ObjectNode fresh(JsonNode given, String previous) {
        ObjectNode view = Json.object()
                .put("id", workspace.newId("V_"))
                .put("team_id", Workspace.TEAM)
                .put("type", given.path("type").asText())
                .put("private_metadata", "")
                .put("callback_id", "")
                .put("external_id", "")
                .put("clear_on_close", false)
                .put("notify_on_close", false)
                .putNull("title")
                .putNull("close")
                .putNull("submit");
        view.set("blocks", Json.array());
        GIVEN.stream()
                .filter(given::hasNonNull)
                .forEach(f -> view.set(f, given.path(f).deepCopy()));
        workspace.nameBlocks(view.withArray("blocks"));
        view.putObject("state").putObject("values");
        view.put("hash", workspace.newTs() + "." + workspace.newId("h"))
                .put("app_id", Workspace.APP)
                .put("app_installed_team_id", Workspace.TEAM)
                .put("bot_id", Workspace.BOT)
                .put("root_view_id", view.path("id").asText());
        return previous.isEmpty() ? view.putNull("previous_view_id") : view.put("previous_view_id", previous);
    }
}
