package io.gatesync.localstack.cli;

import io.gatesync.localstack.StackFolder;
import io.gatesync.servers.ServerFailedException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * An event to try GateSync with, loaded as an organiser would: through the API.
 *
 * @param gatewayUrl the API's base URL
 */
record DemoEvent(String gatewayUrl) {

    static final String ID = "demo";
    static final String PASSCODE = "demo-2026";
    static final int TICKETS = 10_000;

    private static final List<String> TYPES = List.of("Weekend", "Friday", "Saturday", "Sunday", "VIP", "Crew");
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    /** The code on the n-th ticket, from 1. */
    static String qrcode(int n) {
        return "DEMO-%05d".formatted(n);
    }

    /** Loads it, unless that was done to these data before. */
    void loadOnce(StackFolder folder, Terminal terminal) {
        String marker = "demo-event-loaded";
        if (folder.isMarked(marker)) {
            return;
        }
        long begin = System.nanoTime();
        terminal.waitingFor("the demo event's %,d tickets".formatted(TICKETS));
        load();
        folder.mark(marker);
        terminal.waitingFor("");
        terminal.line(StackProgress.done(
                "demo event", "%,d tickets loaded".formatted(TICKETS), Duration.ofNanos(System.nanoTime() - begin)));
    }

    private void load() {
        try (HttpClient http = HttpClient.newHttpClient()) {
            String event =
                    "{\"name\": \"Demo Festival\", \"passcode\": \"%s\", \"state\": \"open\"}".formatted(PASSCODE);
            put(http, "/api/admin/events/" + ID, "application/json", event);
            put(http, "/api/admin/events/" + ID + "/tickets", "text/csv", csv());
        }
    }

    private static String csv() {
        return IntStream.rangeClosed(1, TICKETS)
                .mapToObj(DemoEvent::row)
                .collect(Collectors.joining("\n", "qrcode,type,admittence,number\n", "\n"));
    }

    private static String row(int n) {
        String type = TYPES.get(n % TYPES.size());
        return "%s,%s,%s,%d".formatted(qrcode(n), type, type.equals("Crew") ? "staff entrance" : "main entrance", n);
    }

    private void put(HttpClient http, String path, String contentType, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(gatewayUrl + path))
                .timeout(TIMEOUT)
                .header("Content-Type", contentType)
                .PUT(BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2) {
                throw new ServerFailedException("The demo event could not be loaded: PUT %s answers %d %s"
                        .formatted(path, response.statusCode(), response.body()));
            }
        } catch (IOException e) {
            throw new ServerFailedException("The demo event could not be loaded: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerFailedException("Interrupted while the demo event was being loaded", e);
        }
    }
}
