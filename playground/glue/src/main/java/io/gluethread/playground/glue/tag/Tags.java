package io.gluethread.playground.glue.tag;

import io.gluethread.playground.glue.wire.AwsError;
import io.gluethread.playground.glue.wire.Members;
import io.gluethread.playground.glue.wire.TextRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The tags of one resource, in the order in which they came. */
public final class Tags {
    /** What a resource may have. */
    public static final int MOST = 50;

    static final TextRule KEY = TextRule.length(1, 128);
    private static final TextRule VALUE = TextRule.length(0, 256);

    private final String owner;
    private final Map<String, String> tags;

    /**
     * The tags with which a resource begins.
     *
     * @param owner what the resource is called in messages, such as {@code Session s-1}
     */
    public Tags(String owner, Map<String, String> first) {
        this.owner = owner;
        this.tags = new LinkedHashMap<>(first);
    }

    /**
     * Reads a request's member.
     *
     * @throws AwsError also for keys that are AWS's own
     */
    public static Map<String, String> read(Members request, String member) {
        Map<String, String> tags = filter(request, member);
        for (String key : tags.keySet()) {
            if (key.regionMatches(true, 0, "aws:", 0, 4)) {
                throw AwsError.invalidInput("Tag key '" + key + "': keys that begin with aws: are reserved.");
            }
        }
        return tags;
    }

    /** Reads what a listing is to be filtered by. */
    public static Map<String, String> filter(Members request, String member) {
        return request.map(member, KEY, VALUE, MOST);
    }

    /** Adds tags or changes their values. */
    public synchronized void add(Map<String, String> added) {
        Map<String, String> together = new LinkedHashMap<>(tags);
        together.putAll(added);
        if (together.size() > MOST) {
            throw AwsError.invalidInput(owner + " would have " + together.size() + " tags; the limit is " + MOST + ".");
        }
        tags.putAll(added);
    }

    public synchronized void remove(List<String> keys) {
        keys.forEach(tags::remove);
    }

    public synchronized Map<String, String> all() {
        return new LinkedHashMap<>(tags);
    }

    /** Whether all of these are among them. */
    public synchronized boolean match(Map<String, String> filter) {
        return tags.entrySet().containsAll(filter.entrySet());
    }
}
