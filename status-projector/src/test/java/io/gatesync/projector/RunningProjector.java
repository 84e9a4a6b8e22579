package io.gatesync.projector;

import io.gatesync.testing.Database;
import io.gatesync.testing.Servers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole service in this JVM, on its own port. */
public final class RunningProjector implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final ConfigurableApplicationContext context;
    private final HttpClient http = HttpClient.newHttpClient();

    /**
     * Starts it on these servers.
     *
     * @param settings more of them, as {@code key=value}
     */
    public static RunningProjector start(Servers servers, Database database, String... settings) {
        return new RunningProjector(SpringApplication.run(
                ProjectorApplication.class,
                arguments(servers, database, settings).toArray(String[]::new)));
    }

    static List<String> arguments(Servers servers, Database database, String... settings) {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--spring.kafka.bootstrap-servers=" + servers.bootstrapServers(),
                "--gatesync.registry.url=" + servers.registryUrl(),
                "--spring.datasource.url=" + database.url(),
                "--spring.datasource.username=" + database.user(),
                "--spring.datasource.password=" + database.password(),
                "--spring.kafka.consumer.group-id=" + database.url()));
        for (String setting : settings) {
            arguments.add("--" + setting);
        }
        return arguments;
    }

    private RunningProjector(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** An answer, its body read as JSON. */
    public record Answer(int status, String contentType, String retryAfter, JsonNode body) {}

    public Answer get(String path) {
        String port = context.getEnvironment().getRequiredProperty("local.server.port");
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .build();
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            return new Answer(
                    response.statusCode(),
                    response.headers().firstValue("Content-Type").orElse(null),
                    response.headers().firstValue("Retry-After").orElse(null),
                    JSON.readTree(response.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public boolean isReady() {
        return get("/actuator/health/readiness").status() == 200;
    }

    @Override
    public void close() {
        http.close();
        context.close();
    }
}
