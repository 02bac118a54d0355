package io.gluethread.playground.slack.workspace;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gluethread.playground.slack.json.Json;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** An uploaded file: who, what, and where its bytes lie. */
public final class StoredFile {
    private static final Map<String, String[]> TYPES = Map.ofEntries(
            Map.entry("py", new String[] {"python", "Python", "text/x-python"}),
            Map.entry("sql", new String[] {"sql", "SQL", "text/x-sql"}),
            Map.entry("scala", new String[] {"scala", "Scala", "text/x-scala"}),
            Map.entry("csv", new String[] {"csv", "CSV", "text/csv"}),
            Map.entry("tsv", new String[] {"tsv", "TSV", "text/tab-separated-values"}),
            Map.entry("json", new String[] {"json", "JSON", "application/json"}),
            Map.entry("ipynb", new String[] {"json", "JSON", "application/json"}),
            Map.entry("md", new String[] {"markdown", "Markdown", "text/markdown"}),
            Map.entry("txt", new String[] {"text", "Plain Text", "text/plain"}),
            Map.entry("log", new String[] {"text", "Plain Text", "text/plain"}),
            Map.entry("yaml", new String[] {"yaml", "YAML", "text/yaml"}),
            Map.entry("yml", new String[] {"yaml", "YAML", "text/yaml"}),
            Map.entry("html", new String[] {"html", "HTML", "text/html"}),
            Map.entry("png", new String[] {"png", "PNG", "image/png"}),
            Map.entry("jpg", new String[] {"jpg", "JPEG", "image/jpeg"}),
            Map.entry("gif", new String[] {"gif", "GIF", "image/gif"}),
            Map.entry("svg", new String[] {"svg", "SVG", "image/svg+xml"}),
            Map.entry("zip", new String[] {"zip", "Zip", "application/zip"}),
            Map.entry("pdf", new String[] {"pdf", "PDF", "application/pdf"}));
    private static final String[] BINARY = {"binary", "Binary", "application/octet-stream"};

    private final String id;
    private final String name;
    private final Person owner;
    private final long created;
    private final long announced;
    private final String altText;
    private final String[] type;
    private final Path place;
    private final Set<String> channels = new LinkedHashSet<>();
    private String title;
    private String preview = "";
    private long size = -1;

    public StoredFile(
            String id,
            String name,
            Person owner,
            long created,
            long announced,
            String snippet,
            String altText,
            Path place) {
        this.id = id;
        this.name = name;
        this.title = name;
        this.owner = owner;
        this.created = created;
        this.announced = announced;
        this.altText = altText;
        this.place = place;
        String suffix =
                name.contains(".") ? name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT) : "";
        String[] bySnippet = TYPES.values().stream()
                .filter(t -> t[0].equals(snippet))
                .findFirst()
                .orElse(BINARY);
        this.type = TYPES.getOrDefault(suffix, bySnippet);
    }

    public String id() {
        return id;
    }

    public String name() {
        return name;
    }

    public Person owner() {
        return owner;
    }

    public Path place() {
        return place;
    }

    public String mimeType() {
        return type[2];
    }

    public boolean isText() {
        return mimeType().startsWith("text/") || mimeType().equals("application/json");
    }

    /** The length that getUploadURLExternal was told. */
    public long announced() {
        return announced;
    }

    public synchronized boolean uploaded() {
        return size >= 0;
    }

    public synchronized void arrived(long bytes, String firstLines) {
        size = bytes;
        preview = firstLines;
    }

    public synchronized void title(String words) {
        title = words;
    }

    public synchronized void share(String channel) {
        channels.add(channel);
    }

    public synchronized Set<String> channels() {
        return Set.copyOf(channels);
    }

    /** The file object (docs.slack.dev/reference/objects/file-object), with addresses under {@code base}. */
    public synchronized ObjectNode toJson(String base) {
        String url = base + "/files/" + id + "/" + name.replaceAll("[^A-Za-z0-9._-]", "_");
        ObjectNode json = Json.object()
                .put("id", id)
                .put("created", created)
                .put("timestamp", created)
                .put("name", name)
                .put("title", title)
                .put("mimetype", mimeType())
                .put("filetype", type[0])
                .put("pretty_type", type[1])
                .put("user", owner.id())
                .put("user_team", owner.teamId())
                .put("editable", false)
                .put("size", Math.max(size, 0))
                .put("mode", isText() ? "snippet" : "hosted")
                .put("is_external", false)
                .put("external_type", "")
                .put("is_public", true)
                .put("public_url_shared", false)
                .put("display_as_bot", false)
                .put("username", "")
                .put("url_private", url)
                .put("url_private_download", url)
                .put("permalink", url)
                .put("file_access", "visible");
        if (!altText.isEmpty()) {
            json.put("alt_txt", altText);
        }
        if (isText()) {
            json.put("preview", preview)
                    .put("lines", preview.lines().count())
                    .put("preview_is_truncated", preview.length() < size);
        }
        json.set("channels", Json.array(channels));
        return json;
    }
}
