package io.gatesync.messaging;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import org.apache.avro.Schema;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A schema registry, through the Confluent API that Confluent's, Apicurio and others all serve. */
public final class SchemaRegistry {
    /** The property, Confluent's, that says where the API is. */
    public static final String URL_PROPERTY = "schema.registry.url";

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final JsonMapper JSON = new JsonMapper();

    private final String url;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

    /** @param url of the API, such as {@code http://127.0.0.1:8081/apis/ccompat/v7} */
    public SchemaRegistry(String url) {
        this.url = url.replaceAll("/+$", "");
    }

    /** The registry that a Kafka client's properties name. */
    public static SchemaRegistry configuredBy(Map<String, ?> clientProperties) {
        return new SchemaRegistry(String.valueOf(clientProperties.get(URL_PROPERTY)));
    }

    /**
     * Registers the schema of a topic's values, where it is not yet. From then on only schemas go that can both read it
     * and be read by it.
     *
     * @throws SchemaRegistryException if it is at odds with the one registered, or the registry does not answer
     */
    public void register(Topic topic) {
        Schema schema = topic.schema().orElseThrow();
        String subject = topic.subject();
        require(send("PUT", "/config/" + subject, Map.of("compatibility", "FULL")), "set compatibility of " + subject);
        Answer verdict =
                send("POST", "/compatibility/subjects/" + subject + "/versions/latest?verbose=true", body(schema));
        boolean first = verdict.status() == 404;
        if (!first) {
            require(verdict, "check " + subject);
            if (!verdict.json().path("is_compatible").asBoolean(false)) {
                throw new SchemaRegistryException("%s is not compatible with the registered schema: %s"
                        .formatted(subject, verdict.json().path("messages")));
            }
        }
        require(send("POST", "/subjects/" + subject + "/versions", body(schema)), "register " + subject);
    }

    /**
     * Makes sure that what this build reads and writes is registered.
     *
     * @throws SchemaRegistryException naming the first schema that is not
     */
    public void requireRegistered(Topic... topics) {
        for (Topic topic : topics) {
            if (topic.schema().isEmpty()) {
                continue;
            }
            Answer answer = send(
                    "POST", "/subjects/" + topic.subject(), body(topic.schema().get()));
            if (answer.status() == 404) {
                throw new SchemaRegistryException(
                        "the schema of %s in this build is not registered at %s; run the set-up step first"
                                .formatted(topic.subject(), url));
            }
            require(answer, "look up " + topic.subject());
        }
    }

    /**
     * Whether the registry knows a schema by this id.
     *
     * @throws SchemaRegistryException if it does not answer
     */
    public boolean hasSchemaId(int id) {
        Answer answer = send("GET", "/schemas/ids/" + id, null);
        if (answer.status() == 404) {
            return false;
        }
        require(answer, "look up schema " + id);
        return true;
    }

    /** Avro's own text with all its properties: exactly what the serializers look up. */
    private static Map<String, String> body(Schema schema) {
        return Map.of("schema", schema.toString());
    }

    private void require(Answer answer, String purpose) {
        if (answer.status() != 200) {
            throw new SchemaRegistryException(
                    "%s at %s: HTTP %d %s".formatted(purpose, url, answer.status(), answer.json()));
        }
    }

    private Answer send(String method, String path, Map<String, String> body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(TIMEOUT)
                .header("Content-Type", CONTENT_TYPE)
                .method(
                        method,
                        body == null
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                .build();
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            return new Answer(response.statusCode(), parse(response.body()));
        } catch (IOException e) {
            throw new SchemaRegistryException("the schema registry at %s does not answer: %s".formatted(url, e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SchemaRegistryException("interrupted while asking the schema registry", e);
        }
    }

    private static JsonNode parse(String body) {
        try {
            return JSON.readTree(body);
        } catch (JacksonException notJson) {
            return JSON.getNodeFactory().stringNode(body);
        }
    }

    private record Answer(int status, JsonNode json) {}
}
