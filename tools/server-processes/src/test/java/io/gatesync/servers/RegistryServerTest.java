package io.gatesync.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;

class RegistryServerTest extends ServerContract<RegistryServer> {

    private final HttpClient http = HttpClient.newHttpClient();

    @Override
    RegistryServer server(Path folder, int port) {
        return new RegistryServer(Distribution.ofSystemProperty(), new RegistryServer.Config(folder, port));
    }

    @Override
    void write(RegistryServer registry) throws Exception {
        var registered = http.send(
                HttpRequest.newBuilder(URI.create(registry.url() + "/apis/ccompat/v7/subjects/scans-value/versions"))
                        .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                        .POST(HttpRequest.BodyPublishers.ofString("{\"schema\": \"\\\"string\\\"\"}"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(registered.statusCode()).as(registered.body()).isEqualTo(200);
    }

    @Override
    boolean hasKept(RegistryServer registry) throws Exception {
        var subjects = http.send(
                HttpRequest.newBuilder(URI.create(registry.url() + "/apis/ccompat/v7/subjects"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        return subjects.body().contains("scans-value");
    }
}
