package io.gatesync.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatesync.testing.DescribedApi;
import io.gatesync.testing.RawHttp;
import io.gatesync.testing.RealServers;
import io.gatesync.testing.Server;
import io.gatesync.testing.Servers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The description of the API is complete, and everybody can read it. That every answer is as it says, all other tests check. */
@RealServers({Server.KAFKA, Server.REGISTRY})
class ApiDocsTest {
    private static final Pattern LOADED = Pattern.compile("(?:href|src)=\"([^\"]*)\"");

    private static RunningGateway gateway;

    @BeforeAll
    static void start(Servers servers) {
        gateway = RunningGateway.start(servers);
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void every_endpoint_is_described_but_the_pages() {
        assertThat(gateway.endpoints())
                .filteredOn(endpoint -> {
                    String[] parts = endpoint.split(" ", 2);
                    return !DescribedApi.committed().has(parts[0], parts[1]);
                })
                .containsExactlyInAnyOrder(
                        "GET /app/",
                        "GET /api/openapi.json",
                        "GET /api/docs",
                        "GET /api/docs/",
                        "GET /api/docs/start.js",
                        "GET /api/docs/swagger-ui-bundle.js",
                        "GET /api/docs/swagger-ui.css");
    }

    @Test
    void the_committed_description_is_served() throws IOException {
        RawHttp.Answer answer = anybody().get("/api/openapi.json");

        assertThat(answer.header("Content-Type")).hasValue("application/json");
        assertThat(answer.text())
                .isEqualTo(Files.readString(Path.of(System.getProperty("gatesync.root"), "docs/openapi.json")));
    }

    @Test
    void the_page_and_all_that_it_loads_come_from_the_gateway() {
        RawHttp.Answer page = anybody().get("/api/docs/");

        assertThat(page.header("Content-Type")).hasValue("text/html;charset=utf-8");
        assertThat(page.header("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy)
                        .startsWith("default-src 'none'; script-src 'self'; style-src 'self';")
                        .doesNotContain("unsafe"));
        assertThat(LOADED.matcher(page.text()).results().map(match -> match.group(1)))
                .hasSize(4)
                .filteredOn(file -> !file.startsWith("data:"))
                .allSatisfy(file ->
                        assertThat(anybody().get("/api/docs/" + file).status()).isEqualTo(200));
    }

    @ParameterizedTest
    @CsvSource({
        "/api/docs/start.js, text/javascript;charset=utf-8, SwaggerUIBundle(",
        "/api/docs/swagger-ui-bundle.js, text/javascript;charset=utf-8, SwaggerUIBundle",
        "/api/docs/swagger-ui.css, text/css;charset=utf-8, .swagger-ui"
    })
    void its_files_are_what_they_say(String path, String type, String content) {
        RawHttp.Answer answer = anybody().get(path);

        assertThat(answer.header("Content-Type")).hasValue(type);
        assertThat(answer.text()).contains(content);
    }

    @Test
    void the_page_is_found_without_its_slash() {
        RawHttp.Answer answer = anybody().get("/api/docs");

        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.header("Location")).hasValue("docs/");
    }

    private static RawHttp anybody() {
        return gateway.http().withoutToken();
    }
}
