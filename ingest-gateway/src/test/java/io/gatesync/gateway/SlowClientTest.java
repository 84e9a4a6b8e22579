package io.gatesync.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatesync.access.http.AccessRules;
import io.gatesync.gateway.http.LeastRate;
import io.gatesync.testing.TestAccess;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;

/** Clients that send next to nothing, to hold connections and memory. */
@Timeout(60)
class SlowClientTest {
    private static ConfigurableApplicationContext service;

    /** The gateway's Tomcat and its least rate, without Kafka. No configuration by its annotations, which the gateway would find. */
    @EnableAutoConfiguration(exclude = KafkaAutoConfiguration.class)
    @EnableConfigurationProperties(GatewayProperties.class)
    @Import(TomcatConfiguration.class)
    static class Service {
        @Bean
        AccessRules rules() {
            return new AccessRules().open(HttpMethod.POST, "/bodies");
        }

        @Bean
        ServletRegistrationBean<HttpServlet> bodies() {
            LeastRate leastRate = new LeastRate(Duration.ofSeconds(2), 1024);
            return new ServletRegistrationBean<>(new BodyServlet(leastRate), "/bodies");
        }
    }

    /** Answers the length of a body. */
    private static final class BodyServlet extends HttpServlet {
        private final transient LeastRate leastRate;

        private BodyServlet(LeastRate leastRate) {
            this.leastRate = leastRate;
        }

        @Override
        protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
            int length = leastRate.of(request.getInputStream()).readAllBytes().length;
            response.getWriter().print(length);
        }
    }

    @BeforeAll
    static void start() {
        service = SpringApplication.run(
                Service.class,
                "--server.port=0",
                "--server.tomcat.connection-timeout=1s",
                "--management.endpoint.health.validate-group-membership=false",
                "--" + TestAccess.settings().getFirst(),
                "--" + TestAccess.settings().getLast(),
                "--spring.main.register-shutdown-hook=false");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void a_body_that_drips_is_cut_off_and_told_to_send_it_again() throws Exception {
        assertDrippingIsCutOff("Content-Length: 250000\n\n{");
    }

    @Test
    void a_chunked_body_that_drips_is_cut_off_and_told_to_send_it_again() throws Exception {
        assertDrippingIsCutOff("Transfer-Encoding: chunked\n\n3d090\n{");
    }

    private static void assertDrippingIsCutOff(String begin) throws Exception {
        Thread dripping;
        try (Socket socket = connect()) {
            OutputStream out = socket.getOutputStream();
            out.write(("POST /bodies HTTP/1.1\nHost: a\nContent-Type: text/plain\n" + begin)
                    .replace("\n", "\r\n")
                    .getBytes(UTF_8));
            dripping = Thread.ofVirtual().start(() -> drip(out));

            String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);

            assertThat(answer)
                    .startsWith("HTTP/1.1 408")
                    .contains("application/problem+json")
                    .contains("\"retry\":true");
        }
        dripping.join();
    }

    /** Sends a byte now and then, until the other side hears no more. */
    private static void drip(OutputStream out) {
        try {
            while (true) {
                out.write(' ');
                out.flush();
                Thread.sleep(100);
            }
        } catch (IOException | InterruptedException e) {
            // Cut off, as it should be.
        }
    }

    @Test
    void a_header_that_pauses_is_cut_off() throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write("POST /api/off".getBytes(UTF_8));

            assertThat(socket.getInputStream().readAllBytes()).isEmpty();
        }
    }

    @Test
    void a_body_that_comes_at_once_is_read() throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream()
                    .write("POST /bodies HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 3\r\n\r\nabc"
                            .getBytes(UTF_8));

            assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
                    .startsWith("HTTP/1.1 200")
                    .endsWith("3");
        }
    }

    /** Far more than Tomcat answers on one connection by itself: a scanner keeps its connection all evening. */
    @Test
    void a_connection_is_kept_for_any_number_of_requests() throws IOException {
        String request = "POST /bodies HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc";
        int requests = 250;
        try (Socket socket = connect()) {
            socket.getOutputStream()
                    .write((request.repeat(requests - 1) + request.replace("Host: a", "Host: a\r\nConnection: close"))
                            .getBytes(UTF_8));

            assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8).split("HTTP/1.1 200"))
                    .hasSize(requests + 1);
        }
    }

    private static Socket connect() throws IOException {
        return new Socket(
                InetAddress.getLoopbackAddress(),
                service.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
    }
}
