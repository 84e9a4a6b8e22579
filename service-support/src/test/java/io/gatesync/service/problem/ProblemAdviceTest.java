package io.gatesync.service.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every error of a service, over real HTTP. */
@ExtendWith(OutputCaptureExtension.class)
class ProblemAdviceTest {
    private static final JsonMapper JSON = new JsonMapper();

    private static ConfigurableApplicationContext service;
    private static int port;

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Service {
        @Bean
        Endpoints endpoints() {
            return new Endpoints();
        }

        @Bean
        ProblemTranslator translator() {
            return failure -> failure instanceof UnsupportedOperationException
                    ? Optional.of(Problem.sendAgain(HttpStatus.NOT_FOUND, "Not known yet.")
                            .with("known", false))
                    : Optional.empty();
        }
    }

    @RestController
    static class Endpoints {
        @GetMapping("/ids/{id}")
        String id(@PathVariable String id) {
            return id;
        }

        @GetMapping("/stop")
        String stop() {
            throw Problem.stop(HttpStatus.CONFLICT, "Never.");
        }

        @GetMapping("/later")
        String later() {
            throw Problem.sendAgainAfter(Duration.ofSeconds(30), HttpStatus.TOO_MANY_REQUESTS, "Much later.");
        }

        @GetMapping("/again")
        String again() {
            throw Problem.sendAgain(HttpStatus.SERVICE_UNAVAILABLE, "Not now.");
        }

        @GetMapping("/translated")
        String translated() {
            throw new UnsupportedOperationException("internals");
        }

        @GetMapping("/endless")
        Iterable<String> endless() {
            return () -> Stream.generate(() -> "again").iterator();
        }

        @GetMapping("/bug")
        String bug() {
            throw new IllegalStateException("internals");
        }
    }

    @BeforeAll
    static void start() {
        service = SpringApplication.run(
                Service.class,
                "--server.port=0",
                "--gatesync.service.retry-after=7s",
                "--logging.level.io.gatesync.service.problem=debug");
        port = service.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void a_problem_to_stop_for_says_so() throws Exception {
        HttpResponse<String> answer = get("/stop");

        assertProblem(answer, 409, false);
        assertThat(json(answer).path("detail").asString()).isEqualTo("Never.");
    }

    @Test
    void a_problem_to_send_again_for_says_when() throws Exception {
        assertProblem(get("/again"), 503, true);
    }

    @Test
    void a_problem_may_say_when_to_send_again() throws Exception {
        assertThat(get("/later").headers().firstValue("Retry-After")).hasValue("30");
    }

    @Test
    void a_services_own_exception_is_the_problem_that_the_service_says_it_is_whatever_its_status() throws Exception {
        HttpResponse<String> answer = get("/translated");

        assertProblem(answer, 404, true);
        assertThat(json(answer).path("known").isBoolean()).isTrue();
    }

    @Test
    void a_bug_tells_to_send_again_and_no_internals() throws Exception {
        HttpResponse<String> answer = get("/bug");

        assertProblem(answer, 500, true);
        assertThat(answer.body()).doesNotContain("internals").doesNotContain("Exception");
    }

    @Test
    void what_spring_finds_wrong_is_a_problem() throws Exception {
        assertProblem(get("/nowhere"), 404, false);
        assertProblem(get("/error"), 404, false);
    }

    /** Whoever sends such requests should not fill the log of the operator, who can do nothing about it. */
    @Test
    void a_method_that_a_path_does_not_have_is_told_to_its_client_only(CapturedOutput output) throws Exception {
        HttpResponse<String> answer = send("/stop", request -> request.POST(HttpRequest.BodyPublishers.noBody()));

        assertProblem(answer, 405, false);
        assertThat(answer.headers().firstValue("Allow")).hasValue("GET");
        assertThat(output).doesNotContain("POST");
    }

    @Test
    void a_broken_accept_header_is_nothing_to_warn_of(CapturedOutput output) throws Exception {
        send("/", request -> request.header("Accept", "nonsense"));

        assertThat(output).doesNotContain("WARN");
    }

    @Test
    void what_tomcat_refuses_is_a_problem() throws Exception {
        assertThat(raw("GET /a|b HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 400")
                .contains("application/problem+json")
                .contains("\"retry\":false");
    }

    @ParameterizedTest
    @CsvSource({"400, false", "408, true", "429, true", "500, true", "501, true", "502, true", "503, true", "505, true"
    })
    void a_failure_of_the_service_is_no_reason_to_throw_away_what_was_sent(int status, boolean sendAgain) {
        assertThat(Retry.isSendAgain(status)).isEqualTo(sendAgain);
    }

    @Test
    void an_id_may_hold_encoded_slashes() throws Exception {
        assertThat(get("/ids/a%2Fb%5Cc").body()).isEqualTo("a/b\\c");
    }

    /** Nobody has to do anything about it, so it is not the warning that Spring makes of it. */
    @Test
    void a_client_that_leaves_in_the_middle_of_its_answer_is_nothing_to_warn_of(CapturedOutput output)
            throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream()
                    .write("GET /endless HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().read()).isPositive();
        }

        await().untilAsserted(() -> assertThat(output).contains("The client left before its answer was written"));
        assertThat(output).doesNotContain("Response already committed");
    }

    private static void assertProblem(HttpResponse<String> answer, int status, boolean retry) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.headers().firstValue("Retry-After")).isEqualTo(retry ? Optional.of("7") : Optional.empty());
        assertThat(json(answer).path("status").asInt()).isEqualTo(status);
        assertThat(json(answer).path("retry").isBoolean()).isTrue();
        assertThat(json(answer).path("retry").asBoolean()).isEqualTo(retry);
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JSON.readTree(answer.body());
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return send(path, HttpRequest.Builder::GET);
    }

    private static HttpResponse<String> send(String path, UnaryOperator<HttpRequest.Builder> method) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            URI uri = URI.create("http://127.0.0.1:" + port + path);
            return http.send(method.apply(HttpRequest.newBuilder(uri)).build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    private static String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
