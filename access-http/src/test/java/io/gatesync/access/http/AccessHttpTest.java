package io.gatesync.access.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatesync.access.Account;
import io.gatesync.access.Role;
import io.gatesync.access.Tokens;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpMethod;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A service with a rule for each kind of request, over real HTTP. */
@ExtendWith(OutputCaptureExtension.class)
class AccessHttpTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    static final String SECRET = Base64.getEncoder().encodeToString("a-secret-of-32-bytes-for-tests!!".getBytes(UTF_8));
    private static final String ORIGIN = "https://control.example.org";

    private static ConfigurableApplicationContext service;
    private static String origin;
    private static String organiser;
    private static String lead;
    private static String device;

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Service {
        @Bean
        Endpoints endpoints(BodyTokens tokens) {
            return new Endpoints(tokens);
        }

        @Bean
        AccessRules rules() {
            return new AccessRules()
                    .open(HttpMethod.POST, "/login")
                    .tokenMayBeInBody(HttpMethod.POST, "/upload")
                    .allow(
                            HttpMethod.GET,
                            (caller, request) -> caller.mayLead(AccessRules.variable(request, "eventId")),
                            "/events/{eventId}");
        }
    }

    @RestController
    static class Endpoints {
        private final BodyTokens tokens;

        Endpoints(BodyTokens tokens) {
            this.tokens = tokens;
        }

        @PostMapping("/login")
        String login() {
            return "login";
        }

        @PostMapping("/upload")
        String upload(@RequestBody String token) {
            return tokens.require(token).name();
        }

        @GetMapping("/events/{eventId}")
        String event(@PathVariable String eventId) {
            return eventId
                    + CallerAuthentication.current().orElseThrow().name()
                    + CallerAuthentication.currentToken().orElseThrow().length();
        }

        @GetMapping("/forgotten")
        String forgotten() {
            return "no rule names this";
        }
    }

    @BeforeAll
    static void start() {
        service = start("--gatesync.access.keys[0].secret=" + SECRET, "--gatesync.access.allowed-origins=" + ORIGIN);
        origin = "http://127.0.0.1:" + service.getEnvironment().getRequiredProperty("local.server.port");
        Tokens tokens = service.getBean(Tokens.class);
        Duration life = Duration.ofHours(1);
        String hash = "{argon2}$argon2id$none";
        organiser = tokens.forAccount(new Account("ada", Role.ORGANISER, Optional.empty(), hash), life)
                .token();
        lead = tokens.forAccount(new Account("lea", Role.LEAD, Optional.of("e/1"), hash), life)
                .token();
        device = tokens.forDevice("e/1", "gate-1", "phone", life).token();
    }

    private static ConfigurableApplicationContext start(String... settings) {
        List<String> arguments = new ArrayList<>(List.of(settings));
        arguments.add("--server.port=0");
        arguments.add("--gatesync.access.keys[0].id=test");
        arguments.add("--spring.main.register-shutdown-hook=false");
        return SpringApplication.run(Service.class, arguments.toArray(String[]::new));
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void the_right_token_is_let_in() {
        assertThat(get("/events/e%2F1", lead).statusCode()).isEqualTo(200);
        assertThat(get("/events/e%2F1", lead).body()).startsWith("e/1lea");
        assertThat(get("/events/another", organiser).statusCode()).isEqualTo(200);
        assertThat(send("HEAD", "/events/e%2F1", "", "Authorization", "Bearer " + lead)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void without_a_token_the_client_is_told_to_log_in() {
        HttpResponse<String> answer = get("/events/e1", null);

        assertProblem(answer, 401);
        assertThat(answer.headers().allValues("WWW-Authenticate")).containsExactly("Bearer realm=\"gatesync\"");
        assertThat(json(answer).path("login").asBoolean()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "a.b.c", "e30.e30.", "ü", "eyJhbGciOiJub25lIn0.e30."})
    void a_token_that_is_none_is_told_apart(String token) {
        HttpResponse<String> answer = get("/events/e1", token);

        assertProblem(answer, 401);
        assertThat(answer.headers().allValues("WWW-Authenticate"))
                .containsExactly("Bearer realm=\"gatesync\", error=\"invalid_token\"");
        assertThat(json(answer).path("login").asBoolean()).isTrue();
    }

    @Test
    void another_role_or_event_is_refused() {
        for (HttpResponse<String> answer : List.of(get("/events/another", lead), get("/events/e%2F1", device))) {
            assertProblem(answer, 403);
            assertThat(json(answer).has("login")).isFalse();
        }
    }

    @Test
    void what_no_rule_names_is_refused_to_everybody() {
        assertProblem(get("/forgotten", null), 401);
        assertProblem(get("/forgotten", organiser), 403);
    }

    @Test
    void what_is_not_there_is_not_there_without_a_token() {
        assertProblem(get("/nothing", null), 404);
        assertProblem(get("/error", null), 404);
        assertProblem(send("DELETE", "/events/e1", ""), 405);
    }

    @Test
    void who_logs_in_may_send_an_expired_token_along() {
        assertThat(send("POST", "/login", "", "Authorization", "Bearer expired").body())
                .isEqualTo("login");
        assertThat(send("POST", "/login", "").body()).isEqualTo("login");
    }

    @Test
    void a_token_may_be_in_the_body_and_the_one_in_the_header_counts() {
        assertThat(send("POST", "/upload", device).body()).isEqualTo("gate-1");
        assertThat(send("POST", "/upload", device, "Authorization", "Bearer " + organiser)
                        .body())
                .isEqualTo("ada");
        assertProblem(send("POST", "/upload", device, "Authorization", "Bearer x"), 401);
        HttpResponse<String> wrong = send("POST", "/upload", "a.b.c");
        assertProblem(wrong, 401);
        assertThat(wrong.headers().firstValue("WWW-Authenticate").orElseThrow()).contains("invalid_token");
        HttpResponse<String> madeUp = send("POST", "/upload", "session-1");
        assertProblem(madeUp, 401);
        assertThat(madeUp.headers().firstValue("WWW-Authenticate").orElseThrow())
                .doesNotContain("invalid_token");
    }

    @Test
    void health_is_for_everybody_and_the_rest_of_the_actuator_for_organisers() {
        assertThat(get("/actuator/health/liveness", null).statusCode()).isEqualTo(200);
        assertThat(get("/actuator/health", "garbage").statusCode()).isIn(200, 401);
        assertProblem(get("/actuator/metrics", null), 401);
        assertProblem(get("/actuator/metrics", lead), 403);
        assertThat(get("/actuator/metrics", organiser).statusCode()).isEqualTo(200);
    }

    @Test
    void every_answer_has_the_headers_that_keep_browsers_from_harm() throws IOException {
        assertHeaders(get("/events/e%2F1", lead).headers().map().toString());
        assertHeaders(get("/events/e1", null).headers().map().toString());
        assertHeaders(get("/nothing", null).headers().map().toString());
        assertHeaders(raw("GET /a|b HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"));
        assertHeaders(raw("GET /a HTTP/1.1\r\nConnection: close\r\n\r\n"));
    }

    private static void assertHeaders(String headers) {
        assertThat(headers)
                .containsIgnoringCase("cache-control")
                .contains("no-store", "nosniff", "DENY", "default-src 'none'; frame-ancestors 'none'")
                .doesNotContainIgnoringCase("server:")
                .doesNotContainIgnoringCase("tomcat")
                .doesNotContainIgnoringCase("strict-transport-security") // Without TLS it means nothing.
                .doesNotContainIgnoringCase("set-cookie");
    }

    @Test
    void pages_of_an_allowed_origin_may_call_and_others_not() {
        HttpResponse<String> asked = send(
                "OPTIONS",
                "/events/e1",
                "",
                "Origin",
                ORIGIN,
                "Access-Control-Request-Method",
                "GET",
                "Access-Control-Request-Headers",
                "authorization");
        assertThat(asked.statusCode()).isEqualTo(200);
        assertThat(asked.headers().firstValue("Access-Control-Allow-Origin")).hasValue(ORIGIN);
        assertThat(asked.headers().firstValue("Access-Control-Allow-Credentials"))
                .isEmpty();

        assertThat(send("GET", "/events/e1", "", "Origin", ORIGIN).headers().firstValue("Access-Control-Allow-Origin"))
                .hasValue(ORIGIN);
        HttpResponse<String> other = send("GET", "/events/e1", "", "Origin", "https://evil.example.org");
        assertThat(other.statusCode()).isEqualTo(403);
        assertThat(other.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
        assertThat(other.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(other.body()).contains("\"retry\":false");
    }

    @Test
    void nothing_is_logged_of_passwords_that_spring_makes_up(CapturedOutput output) {
        start("--gatesync.access.keys[0].secret=" + SECRET).close();

        assertThat(output.getAll()).doesNotContainIgnoringCase("password");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "c2hvcnQ="})
    void without_a_key_a_service_does_not_start_and_says_what_to_do(String secret, CapturedOutput output) {
        assertThatThrownBy(() ->
                        start("--gatesync.access.keys[0].secret=" + secret).close())
                .isInstanceOf(RuntimeException.class);

        assertThat(output.getAll())
                .contains("The service cannot check who calls it", "SPRING_CONFIG_IMPORT", "gatesync.access.keys")
                .doesNotContain("\tat ");
    }

    private static HttpResponse<String> get(String path, String token) {
        return token == null ? send("GET", path, "") : send("GET", path, "", "Authorization", "Bearer " + token);
    }

    private static HttpResponse<String> send(String method, String path, String body, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(origin + path)).method(method, BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static String raw(String request) throws IOException {
        URI uri = URI.create(origin);
        try (Socket socket = new Socket(InetAddress.getByName(uri.getHost()), uri.getPort())) {
            socket.getOutputStream().write(request.getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JSON.readTree(answer.body());
    }

    private static void assertProblem(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(json(answer).path("status").asInt()).isEqualTo(status);
        assertThat(json(answer).path("retry").isBoolean()).isTrue();
        assertThat(json(answer).path("retry").asBoolean()).isFalse();
    }
}
