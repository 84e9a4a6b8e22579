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
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A client of a schema registry, for the API of Confluent's, which Apicurio's and others serve as well. Every method throws
 * {@link SchemaRegistryAwayException} if the registry does not answer within 10 seconds, or answers that it cannot now.
 */
public final class SchemaRegistry {
    /** The Kafka client property that says where the API is. The name is Confluent's. */
    private static final String URL_PROPERTY = "schema.registry.url";

    /** For the registry's answer: it holds a few schemas in memory. */
    static final Duration TIMEOUT = Duration.ofSeconds(10);

    private static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final JsonMapper JSON = new JsonMapper();

    private final String url;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

    /** @param url of the API, such as {@code http://127.0.0.1:8081/apis/ccompat/v7} */
    private SchemaRegistry(String url) {
        this.url = url.replaceAll("/+$", "");
    }

    /** The registry that a Kafka client's properties name. */
    public static SchemaRegistry configuredBy(Map<String, ?> clientProperties) {
        return new SchemaRegistry(String.valueOf(clientProperties.get(URL_PROPERTY)));
    }

    /**
     * Registers the schema of a topic's values, unless it is registered already. From then on the registry takes only schemas
     * that can read the data of this one and the other way round (compatibility FULL).
     *
     * @param topic one that has a schema
     * @throws SchemaRegistryException if the schema is incompatible with the registered one
     */
    public void register(Topic topic) {
        Schema schema = topic.schema().orElseThrow();
        String subject = topic.subject();
        require(
                send("PUT", "/config/" + subject, Map.of("compatibility", "FULL")),
                "Setting the compatibility of " + subject);
        Answer verdict =
                send("POST", "/compatibility/subjects/" + subject + "/versions/latest?verbose=true", body(schema));
        boolean first = verdict.status() == 404;
        if (!first) {
            require(verdict, "Checking the compatibility of " + subject);
            if (!verdict.json().path("is_compatible").asBoolean(false)) {
                throw new SchemaRegistryException(
                        "The schema of %s in this build is not compatible with the registered one: %s"
                                .formatted(subject, verdict.json().path("messages")));
            }
        }
        require(send("POST", "/subjects/" + subject + "/versions", body(schema)), "Registering " + subject);
    }

    /**
     * Checks that the schemas of these topics, as this build has them, are registered.
     *
     * @throws SchemaRegistryException if one is not; the message names the first
     * @throws SchemaRegistryAwayException if the registry does not answer, so that nobody knows
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
                        "The schema of %s in this build is not registered at %s; run the set-up step first"
                                .formatted(topic.subject(), url));
            }
            require(answer, "Looking up " + topic.subject());
        }
    }

    /**
     * Whether the registry has a schema with this id.
     */
    public boolean hasSchemaId(int id) {
        Answer answer = send("GET", "/schemas/ids/" + id, null);
        if (answer.status() == 404) {
            return false;
        }
        require(answer, "Looking up schema " + id);
        return true;
    }

    /** The schema as Avro prints it, with all its properties: the serializers look up exactly this text. */
    private static Map<String, String> body(Schema schema) {
        return Map.of("schema", schema.toString());
    }

    private void require(Answer answer, String purpose) {
        if (answer.status() == 200) {
            return;
        }
        String failure = "%s at %s failed: HTTP %d %s".formatted(purpose, url, answer.status(), answer.json());
        throw answer.isForNow() ? new SchemaRegistryAwayException(failure) : new SchemaRegistryException(failure);
    }

    private Answer send(String method, String path, @Nullable Map<String, String> body) {
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
            throw new SchemaRegistryAwayException("The schema registry at %s does not answer: %s".formatted(url, e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SchemaRegistryAwayException("Interrupted while waiting for the schema registry", e);
        }
    }

    private static JsonNode parse(String body) {
        try {
            return JSON.readTree(body);
        } catch (JacksonException notJson) {
            return JSON.getNodeFactory().stringNode(body);
        }
    }

    private record Answer(int status, JsonNode json) {
        /** Whether the same question may be answered otherwise later: the registry, or what is before it, is not there yet. */
        boolean isForNow() {
            return status >= 500 || status == 408 || status == 429;
        }
    }
}
