package io.gluethread.playground.glue.pricing;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gluethread.playground.glue.wire.AwsError;
import io.gluethread.playground.glue.wire.Json;
import io.gluethread.playground.glue.wire.Members;
import io.gluethread.playground.glue.wire.Operation;
import io.gluethread.playground.glue.wire.Page;
import io.gluethread.playground.glue.wire.Scope;
import io.gluethread.playground.glue.wire.TextRule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The Price List's GetProducts for the service code AWSGlue. */
public final class PriceListOperations {
    private static final int PAGE_SIZE = 100;
    private static final String SERVICE_CODE = "AWSGlue";

    private final List<Product> products = Product.all();

    /** Every operation by its name in {@code X-Amz-Target}. */
    public Map<String, Operation> byName() {
        return Map.of("GetProducts", this::getProducts);
    }

    private ObjectNode getProducts(ObjectNode request) {
        Members members = new Members(request, "InvalidParameterException");
        String service = members.text("ServiceCode", TextRule.length(1, 512));
        if (!service.equals(SERVICE_CODE)) {
            throw new AwsError(
                    400,
                    "NotFoundException",
                    "The local Price List knows the service code AWSGlue only, not " + service + ".");
        }
        members.optionalText("FormatVersion", TextRule.matching(1, 32, "aws_v1"));
        Predicate<Product> filter = members.structures("Filters", 50).stream()
                .map(PriceListOperations::filter)
                .reduce(product -> true, Predicate::and);
        Page<Product> page = Page.of(
                products.stream().filter(filter).toList(),
                Product::number,
                Scope.of("products", request.path("Filters")),
                members.optionalText("NextToken", TextRule.ANY),
                members.optionalInteger("MaxResults", 1, 100),
                PAGE_SIZE,
                message -> new AwsError(400, "InvalidNextTokenException", message));
        ObjectNode answer = Json.object().put("FormatVersion", "aws_v1");
        ArrayNode list = answer.putArray("PriceList");
        page.items().forEach(product -> list.add(Json.text(product.json())));
        page.nextToken().ifPresent(token -> answer.put("NextToken", token));
        return answer;
    }

    private static Predicate<Product> filter(Members filter) {
        String type = filter.text("Type", TextRule.ANY);
        String field = filter.text("Field", TextRule.length(1, 1024));
        String value = filter.text("Value", TextRule.length(1, 1024));
        List<String> values = List.of(value.split("\\s*,\\s*", -1));
        return switch (type) {
            case "TERM_MATCH", "EQUALS" -> product -> product.attribute(field).equals(Optional.of(value));
            case "CONTAINS" ->
                product ->
                        product.attribute(field).filter(a -> a.contains(value)).isPresent();
            case "ANY_OF" ->
                product -> product.attribute(field).filter(values::contains).isPresent();
            case "NONE_OF" ->
                product -> product.attribute(field).filter(values::contains).isEmpty();
            default ->
                throw new AwsError(
                        400,
                        "InvalidParameterException",
                        "Filter type '" + type + "' is not one of TERM_MATCH, EQUALS, CONTAINS, ANY_OF, NONE_OF.");
        };
    }
}
