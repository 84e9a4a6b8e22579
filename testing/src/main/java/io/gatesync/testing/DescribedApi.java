package io.gatesync.testing;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.gatesync.testing.RawHttp.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The API as docs/openapi.json describes it, to hold real answers against: their status, media type and body. No member may be missing,
 * and none be there that is not described.
 */
public final class DescribedApi {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String PROBLEM = "application/problem+json";
    /** No operation names these: they come where there is none, or from the HTTP server itself. */
    private static final Set<Integer> OF_NO_OPERATION = Set.of(404, 405, 501, 505);

    private static final class Committed {
        static final DescribedApi API = read();
    }

    private final ObjectNode description;
    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private final Map<JsonNode, Schema> schemas = new ConcurrentHashMap<>();

    private DescribedApi(ObjectNode description) {
        this.description = description;
        close(description.at("/components/schemas"));
    }

    /** The committed description. */
    public static DescribedApi committed() {
        return Committed.API;
    }

    private static DescribedApi read() {
        Path file = Path.of(System.getProperty("gatesync.root")).resolve("docs/openapi.json");
        try {
            return new DescribedApi((ObjectNode) JSON.readTree(Files.readString(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets no schema of an object have other members than it says. */
    private static void close(JsonNode schema) {
        if (schema instanceof ObjectNode object && object.has("properties") && !object.has("additionalProperties")) {
            object.put("additionalProperties", false);
        }
        schema.forEach(DescribedApi::close);
    }

    /** Whether there is an operation for requests such as {@code GET /path/{variable}}. */
    public boolean has(String method, String pattern) {
        return description.path("paths").path(underApi(pattern)).has(method.toLowerCase(Locale.ROOT));
    }

    /** A named schema. */
    public JsonNode schema(String name) {
        return description.path("components").path("schemas").path(name);
    }

    /** What is wrong with a value, by a named schema; empty if nothing is. */
    public List<String> errors(String schemaName, JsonNode value) {
        return errors(JSON.createObjectNode().put("$ref", "#/components/schemas/" + schemaName), value);
    }

    private List<String> errors(JsonNode schema, JsonNode value) {
        return schemas
                .computeIfAbsent(schema, asked -> {
                    ObjectNode root = JSON.createObjectNode();
                    root.putArray("allOf").add(asked);
                    root.set("components", description.get("components"));
                    return registry.getSchema(root);
                })
                .validate(value)
                .stream()
                .map(Object::toString)
                .toList();
    }

    /**
     * Checks an answer.
     *
     * @throws AssertionError if it is not as the API is described
     */
    public void check(Answer answer) {
        String method = answer.response().request().method().toLowerCase(Locale.ROOT);
        boolean head = method.equals("head");
        Optional<JsonNode> operation =
                operation(head ? "get" : method, answer.response().uri().getRawPath());
        JsonNode described = operation
                .map(found -> resolved(found.path("responses").path(Integer.toString(answer.status()))))
                .orElseGet(JSON::missingNode);
        if (described.isMissingNode()) {
            if (operation.isEmpty() || OF_NO_OPERATION.contains(answer.status())) {
                checkProblem(answer);
                return;
            }
            throw new AssertionError("docs/openapi.json does not know this status: " + answer);
        }
        if (!head) {
            checkBody(answer, described);
        }
    }

    private Optional<JsonNode> operation(String method, String path) {
        for (Map.Entry<String, JsonNode> described : description.path("paths").properties()) {
            String pattern = Pattern.quote(described.getKey()).replaceAll("\\{\\w+}", "\\\\E[^/]+\\\\Q");
            if (underApi(path).matches(pattern) && described.getValue().has(method)) {
                return Optional.of(described.getValue().get(method));
            }
        }
        return Optional.empty();
    }

    private static String underApi(String path) {
        return path.startsWith("/offline/") ? "/api" + path : path;
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? description.at(node.get("$ref").asString().substring(1)) : node;
    }

    private void checkProblem(Answer answer) {
        if (type(answer).equals(PROBLEM)) {
            require(errors("Problem", answer.json()), answer);
        }
    }

    private void checkBody(Answer answer, JsonNode described) {
        JsonNode content = described.path("content");
        if (content.isMissingNode() || content.isEmpty()) {
            require(answer.text().isEmpty() ? List.of() : List.of("there is a body"), answer);
            return;
        }
        JsonNode schema = content.path(type(answer)).path("schema");
        if (schema.isMissingNode()) {
            throw new AssertionError("docs/openapi.json does not know this media type: " + answer);
        }
        if (type(answer).contains("json")) {
            // A list of tickets may be compressed.
            boolean lines = type(answer).equals("application/x-ndjson");
            if (!lines) {
                require(errors(schema, answer.json()), answer);
            } else if (answer.header("Content-Encoding").isEmpty()) {
                answer.text().lines().forEach(line -> require(errors(schema, JSON.readTree(line)), answer));
            }
        }
    }

    private static String type(Answer answer) {
        return answer.header("Content-Type").orElse("").replaceFirst(";.*", "");
    }

    private static void require(List<String> errors, Answer answer) {
        if (!errors.isEmpty()) {
            throw new AssertionError("Not as docs/openapi.json says: %s: %s".formatted(errors, answer));
        }
    }
}
