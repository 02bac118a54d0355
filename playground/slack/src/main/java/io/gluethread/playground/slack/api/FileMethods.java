package io.gluethread.playground.slack.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gluethread.playground.slack.json.Json;
import io.gluethread.playground.slack.text.TypedText;
import io.gluethread.playground.slack.workspace.Channel;
import io.gluethread.playground.slack.workspace.StoredFile;
import io.gluethread.playground.slack.workspace.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** {@code files.*}: the upload in three steps, and what is asked about files afterwards. */
final class FileMethods {
    private static final int SNIPPET_BYTES = 1_000_000;
    private static final int PREVIEW = 400;

    private final Workspace workspace;
    private final Rooms rooms;
    private final Content content;
    private final Supplier<String> base;
    private final Path folder;

    FileMethods(Workspace workspace, Supplier<String> base, Path folder) {
        this.workspace = workspace;
        this.rooms = new Rooms(workspace);
        this.content = new Content(workspace);
        this.base = base;
        this.folder = folder;
    }

    void register(Map<String, Method> methods) {
        methods.put("files.getUploadURLExternal", this::begin);
        methods.put("files.completeUploadExternal", this::complete);
        methods.put("files.info", this::info);
        methods.put("files.delete", this::delete);
        methods.put("files.upload", _ -> {
            throw new Refusal("method_deprecated");
        });
    }

    private ObjectNode begin(Call call) {
        String name = call.arguments().required("filename");
        int length = call.arguments().number("length", -1, 1, 1_000_000_000);
        if (length < 0) {
            throw Refusal.arguments("missing required field: length");
        }
        String snippet = call.arguments().text("snippet_type");
        if (!snippet.isEmpty() && length > SNIPPET_BYTES) {
            throw new Refusal("snippet_too_large");
        }
        if (call.arguments().text("alt_txt").length() > 1000) {
            throw new Refusal("alt_txt_too_large");
        }
        String id = workspace.newId("F_");
        workspace.keep(new StoredFile(
                id,
                name,
                call.actor(),
                workspace.now().getEpochSecond(),
                length,
                snippet,
                call.arguments().text("alt_txt"),
                folder.resolve(id)));
        return Json.object().put("upload_url", base.get() + "/upload/v1/" + id).put("file_id", id);
    }

    /** The second step: the bytes themselves. */
    void arrive(StoredFile file, byte[] bytes) {
        try {
            Files.createDirectories(folder);
            Files.write(file.place(), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep the uploaded file in " + folder, e);
        }
        String words = file.isText() ? new String(bytes, StandardCharsets.UTF_8) : "";
        file.arrived(bytes.length, words.substring(0, Math.min(words.length(), PREVIEW)));
    }

    private ObjectNode complete(Call call) {
        JsonNode given = call.arguments().json("files");
        if (!given.isArray() || given.isEmpty()) {
            throw Refusal.arguments("missing required field: files");
        }
        List<StoredFile> files = new ArrayList<>();
        for (JsonNode entry : given) {
            StoredFile file = workspace
                    .file(entry.path("id").asText())
                    .filter(f -> f.owner().equals(call.actor()) && f.uploaded())
                    .orElseThrow(() -> new Refusal("file_not_found"));
            if (entry.path("title").isTextual()) {
                file.title(entry.path("title").textValue());
            }
            files.add(file);
        }
        for (String channel : channels(call)) {
            share(call, channel, files);
        }
        ArrayNode all = Json.array();
        files.forEach(f -> all.add(f.toJson(base.get())));
        return Json.object().set("files", all);
    }

    private static Set<String> channels(Call call) {
        Set<String> channels = new LinkedHashSet<>();
        for (String name : List.of("channel_id", "channels")) {
            for (String id : call.arguments().text(name).split(",", -1)) {
                if (!id.isBlank()) {
                    channels.add(id.strip());
                }
            }
        }
        if (call.arguments().has("thread_ts") && channels.size() > 1) {
            throw Refusal.arguments("thread_ts needs exactly one channel");
        }
        if (channels.size() > 100) {
            throw Refusal.arguments("no more than 100 channels");
        }
        return channels;
    }

    private void share(Call call, String id, List<StoredFile> files) {
        Channel channel = workspace
                .channel(id)
                .filter(c -> c.visibleTo(call.actor()))
                .orElseThrow(() -> new Refusal("channel_not_found"));
        if (!channel.has(call.actor())) {
            throw new Refusal("not_in_channel");
        }
        if (channel.isArchived()) {
            throw new Refusal("is_archived");
        }
        String thread = rooms.thread(channel, call.arguments());
        ObjectNode draft = content.written(call.arguments());
        String comment = call.arguments().text("initial_comment");
        if (call.actor().isBot() || comment.isEmpty()) {
            draft.put("text", comment);
        } else {
            TypedText.Sent sent = TypedText.of(comment, workspace);
            draft.put("text", sent.text()).set("blocks", sent.blocks());
        }
        ArrayNode shown = draft.putArray("files");
        for (StoredFile file : files) {
            file.share(channel.id());
            shown.add(file.toJson(base.get()));
        }
        workspace.post(channel, call.actor(), draft, thread, false);
    }

    private StoredFile file(Call call) {
        return workspace
                .file(call.arguments().required("file"))
                .filter(StoredFile::uploaded)
                .orElseThrow(() -> new Refusal("file_not_found"));
    }

    private ObjectNode info(Call call) {
        StoredFile file = file(call);
        ObjectNode answer = Json.object();
        answer.set("file", file.toJson(base.get()));
        answer.set("comments", Json.array());
        return answer;
    }

    private ObjectNode delete(Call call) {
        StoredFile file = file(call);
        if (!file.owner().equals(call.actor())) {
            throw new Refusal("cant_delete_file");
        }
        workspace.forget(file);
        try {
            Files.deleteIfExists(file.place());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Json.object();
    }
}
