package io.gluethread.playground.glue.tag;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gluethread.playground.glue.wire.AwsError;
import io.gluethread.playground.glue.wire.Json;
import io.gluethread.playground.glue.wire.Members;
import io.gluethread.playground.glue.wire.Operation;
import io.gluethread.playground.glue.wire.TextRule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The tag operations, for every kind of resource that has tags here. */
public final class TagOperations {
    private static final Pattern ARN = Pattern.compile("arn:(aws[^:]*):glue:([^:]*):([0-9]*):([^/]+)/(.+)");

    private final String account;
    private final String region;
    private final Map<String, Function<String, Tags>> kinds;

    /**
     * Tags of resources by kind.
     *
     * @param kinds by what stands in the ARN, such as {@code session}, how a resource's tags are found; throws
     *     {@code EntityNotFoundException}
     */
    public TagOperations(String account, String region, Map<String, Function<String, Tags>> kinds) {
        this.account = account;
        this.region = region;
        this.kinds = new HashMap<>(kinds);
    }

    /** Every operation by its name in {@code X-Amz-Target}. */
    public Map<String, Operation> byName() {
        return Map.of("GetTags", this::get, "TagResource", this::tag, "UntagResource", this::untag);
    }

    private ObjectNode get(ObjectNode request) {
        return Json.object().set("Tags", Json.object(find(arn(members(request))).all()));
    }

    private ObjectNode tag(ObjectNode request) {
        Members members = members(request);
        String arn = arn(members);
        if (!members.has("TagsToAdd")) {
            throw members.missing("TagsToAdd");
        }
        Map<String, String> added = Tags.read(members, "TagsToAdd");
        find(arn).add(added);
        return Json.object();
    }

    private ObjectNode untag(ObjectNode request) {
        Members members = members(request);
        String arn = arn(members);
        List<String> keys = members.texts("TagsToRemove", Tags.KEY, Tags.MOST);
        if (!members.has("TagsToRemove")) {
            throw members.missing("TagsToRemove");
        }
        find(arn).remove(keys);
        return Json.object();
    }

    private static String arn(Members members) {
        return members.text("ResourceArn", TextRule.matching(1, 10_240, "arn:aws[^:]*:glue:.*"));
    }

    private Tags find(String text) {
        Matcher arn = ARN.matcher(text);
        if (!arn.matches()) {
            throw AwsError.invalidInput("Not the ARN of a resource: " + text);
        }
        @Nullable Function<String, Tags> kind = kinds.get(arn.group(4));
        if (kind == null) {
            throw AwsError.notFound("Only resources of the kinds "
                    + String.join(", ", kinds.keySet().stream().sorted().toList()) + " have tags on this endpoint: "
                    + text);
        }
        if (!arn.group(2).equals(region) || !arn.group(3).equals(account)) {
            throw AwsError.notFound("Nothing of account " + account + " in " + region + " has the ARN " + text);
        }
        return kind.apply(arn.group(5));
    }

    private static Members members(ObjectNode request) {
        return new Members(request, "InvalidInputException");
    }
}
