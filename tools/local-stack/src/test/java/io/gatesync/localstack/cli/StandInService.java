package io.gatesync.localstack.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Stands in for a service, so that these tests need none: it is ready at once, accepts every upload, and notes it.
 */
final class StandInService {

    /** The path and the number of lines of each upload; relative to the stack's folder, its working directory. */
    static final Path NOTES = Path.of("logs", "stand-in-uploads");

    /** The environment of each service, in the same folder. */
    static final Path ENVIRONMENT = Path.of("logs", "stand-in-environment");

    /** While this file exists, the service of that name ends as soon as it starts. */
    static Path broken(String service) {
        return Path.of("logs", "stand-in-broken-" + service);
    }

    static final int BROKEN_EXIT_CODE = 3;

    private StandInService() {}

    public static void main(String[] arguments) throws IOException {
        // The jar is named after the service.
        String jar =
                Path.of(System.getProperty("java.class.path")).getFileName().toString();
        if (Files.exists(broken(jar.replace(".jar", "")))) {
            System.exit(BROKEN_EXIT_CODE);
        }
        Files.writeString(ENVIRONMENT, System.getenv() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        int port = Integer.parseInt(
                System.getenv().getOrDefault("GATESYNC_GATEWAY_LOOPBACKPORT", System.getenv("SERVER_PORT")));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", StandInService::answer);
        server.start();
    }

    private static void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = {};
            if (exchange.getRequestURI().getPath().endsWith("/login")) {
                body = "{\"token\": \"t\", \"expires_at\": \"2126-07-04T12:00:00Z\"}".getBytes(StandardCharsets.UTF_8);
            } else if (exchange.getRequestMethod().equals("PUT")) {
                long lines = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .count();
                // One answer to every upload, whether of an event or of tickets.
                body =
                        "{\"event_id\": \"demo\", \"name\": \"Demo\", \"state\": \"open\", \"accepted\": %d, \"refused\": 0}"
                                .formatted(lines - 1)
                                .getBytes(StandardCharsets.UTF_8);
                Files.writeString(
                        NOTES,
                        exchange.getRequestURI() + " " + lines + "\n",
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
            }
            exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
