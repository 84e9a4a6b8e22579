package io.gatesync.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.gatesync.client.Reply.Answered;
import io.gatesync.client.Reply.SendAgain;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a server that numbers the tokens it gives, and takes those that have not expired. */
class LoggedInTest {

    private final Set<String> valid = new HashSet<>();
    private final List<String> asked = new ArrayList<>();
    private HttpServer server;
    private LoggedIn device;
    private int logins;
    private int loginStatus = 200;
    private boolean tokensAreGood = true;

    @BeforeEach
    void a_server() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/offline/login", exchange -> {
            String token = "token-" + ++logins;
            if (tokensAreGood) {
                valid.add("Bearer " + token);
            }
            byte[] body = "{\"token\": \"%s\", \"expires_at\": \"2026-07-04T12:00:00Z\"}"
                    .formatted(token)
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(loginStatus, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.createContext("/api/offline/sync/status", exchange -> {
            String token = exchange.getRequestHeaders().getFirst("Authorization");
            asked.add(token);
            boolean known = valid.contains(token);
            byte[] body = (known ? "{\"total_scans\": 1, \"pending_scans\": 0}" : "{\"login\": true, \"retry\": false}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(known ? 200 : 401, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        Gateway gateway =
                new Gateway(URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
        device = LoggedIn.device(gateway, "e", "1234", "d");
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private Reply<DeviceStatus> status() {
        return device.send(gateway -> gateway.status("e", "d"));
    }

    @Test
    void logs_in_once_for_many_requests() {
        assertThat(status()).isInstanceOf(Answered.class);
        assertThat(status()).isInstanceOf(Answered.class);

        assertThat(asked).containsExactly("Bearer token-1", "Bearer token-1");
    }

    @Test
    void logs_in_again_when_its_token_has_expired_and_sends_the_same_again() {
        status();
        valid.clear();

        assertThat(status()).isInstanceOf(Answered.class);
        assertThat(asked).containsExactly("Bearer token-1", "Bearer token-1", "Bearer token-2");
    }

    @Test
    void does_not_log_in_for_ever_where_no_token_is_good() {
        tokensAreGood = false;

        assertThat(status()).isInstanceOf(SendAgain.class);
        assertThat(logins).isEqualTo(2);
    }

    @Test
    void a_login_that_is_put_off_puts_off_the_request() {
        loginStatus = 429;

        assertThat(status()).isInstanceOf(SendAgain.class);
        assertThat(asked).isEmpty();
    }
}
