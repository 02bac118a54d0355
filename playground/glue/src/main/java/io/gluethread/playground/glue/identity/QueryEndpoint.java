package io.gluethread.playground.glue.identity;

import io.gluethread.playground.glue.wire.AwsError;
import io.gluethread.playground.glue.wire.HttpAnswer;
import io.gluethread.playground.glue.wire.HttpCall;
import io.gluethread.playground.glue.wire.Xml;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** STS and IAM in the query protocol: a form in, XML out. Everybody is the same role here. */
public final class QueryEndpoint {
    /** A call, read. */
    public record Asked(String action, Map<String, String> parameters) {
        public Asked {
            parameters = Map.copyOf(parameters);
        }
    }

    /** One operation: writes what stands in its Result element. */
    @FunctionalInterface
    interface Answer {
        Consumer<Xml> to(QueryParameters parameters);
    }

    private static final String STS = "https://sts.amazonaws.com/doc/2011-06-15/";
    private static final String IAM = "https://iam.amazonaws.com/doc/2010-05-08/";

    private final Caller caller;
    private final Permissions permissions;
    private final Map<String, Answer> iam;

    public QueryEndpoint(Caller caller, Permissions permissions, java.time.InstantSource clock) {
        this.caller = caller;
        this.permissions = permissions;
        this.iam = new HashMap<>(new IamOperations(caller, permissions, clock).byName());
    }

    /** The operations that there are. */
    public Set<String> names() {
        Set<String> names = new TreeSet<>(iam.keySet());
        names.add("GetCallerIdentity");
        return names;
    }

    /** GET tells what is denied; POST says what shall be. */
    public HttpAnswer control(HttpCall call) {
        return permissions.answer(call);
    }

    /** Reads a form; one that cannot be read is an unknown action. */
    public Asked read(HttpCall call) throws IOException {
        try {
            Map<String, String> form = HttpCall.form(new String(call.body(), StandardCharsets.UTF_8));
            return new Asked(form.getOrDefault("Action", ""), form);
        } catch (AwsError e) {
            return new Asked("", Map.of());
        }
    }

    /**
     * @throws AwsError when the answer is an error
     */
    public HttpAnswer answer(Asked asked) {
        if (asked.action().equals("GetCallerIdentity")) {
            return result(
                    "GetCallerIdentity",
                    STS,
                    xml -> xml.put("Arn", caller.arn())
                            .put("UserId", caller.userId())
                            .put("Account", caller.account()));
        }
        @Nullable Answer operation = iam.get(asked.action());
        if (operation == null) {
            throw new AwsError(
                    400,
                    "InvalidAction",
                    "Send X-Amz-Target for Glue or the Price List, or one of these Actions for STS and IAM: "
                            + String.join(", ", names()) + "; this is neither.");
        }
        if (!permissions.allows("iam:" + asked.action())) {
            throw new AwsError(403, "AccessDenied", caller.notAllowed("iam:" + asked.action()));
        }
        return result(asked.action(), IAM, operation.to(new QueryParameters(asked.parameters())));
    }

    private static HttpAnswer result(String action, String namespace, Consumer<Xml> content) {
        String id = UUID.randomUUID().toString();
        return HttpAnswer.xml(
                200,
                "text/xml",
                id,
                Xml.document(
                        action + "Response",
                        namespace,
                        xml -> xml.put(action + "Result", content)
                                .put("ResponseMetadata", m -> m.put("RequestId", id))));
    }

    /** An error in the query protocol's shape. */
    public HttpAnswer error(AwsError error) {
        String id = UUID.randomUUID().toString();
        return HttpAnswer.xml(
                error.status(),
                "text/xml",
                id,
                Xml.document(
                        "ErrorResponse",
                        STS,
                        xml -> xml.put(
                                        "Error",
                                        e -> e.put("Type", error.status() < 500 ? "Sender" : "Receiver")
                                                .put("Code", error.code())
                                                .put("Message", error.text()))
                                .put("RequestId", id)));
    }
}
