package io.gatesync.localstack.cli;

import io.gatesync.localstack.LocalStack;
import io.gatesync.localstack.Part;
import io.gatesync.localstack.StackFolder;
import io.gatesync.servers.PostgresServer;
import java.time.Clock;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Tells the operator, once everything is ready, where it is and what to try. */
record ReadyMessage(LocalStack stack, StackFolder folder, Clock clock) {

    private static final int SCANS = 3;

    static ReadyMessage of(LocalStack stack, StackFolder folder) {
        return new ReadyMessage(stack, folder, Clock.systemUTC());
    }

    /** @param missing the parts that could not be started; the operator was told why */
    void print(Terminal terminal, Set<Part> missing) {
        terminal.line("""

                %s

                  API          %s
                  Kafka        %s
                  Registry     %s
                  PostgreSQL   %s   user %s, password %s
                  Logs         %s   (./gatesync logs gateway)

                  Demo event   %s, passcode %s, %,d tickets: %s to %s

                Paste these into another terminal:

                  # a device uploads what it has scanned
                  %s

                  # another device has scanned the same tickets, too: conflicts
                  %s

                  # the status of the first device
                  %s

                Ctrl-C stops everything and keeps the data.""".formatted(
                missing.isEmpty()
                        ? "GateSync is ready."
                        : "GateSync runs without %s, as said above."
                                .formatted(missing.stream().map(Part::toString).collect(Collectors.joining(", "))),
                stack.gatewayUrl(),
                stack.bootstrapServers(),
                stack.registryUrl(),
                stack.jdbcUrl(),
                PostgresServer.USER,
                PostgresServer.PASSWORD,
                folder.path().resolve("logs"),
                DemoEvent.ID,
                DemoEvent.PASSCODE,
                DemoEvent.TICKETS,
                DemoEvent.qrcode(1),
                DemoEvent.qrcode(DemoEvent.TICKETS),
                upload("gate-1"),
                upload("gate-2"),
                "curl -sw '\\n' %s/api/offline/sync/status/%s/gate-1".formatted(stack.gatewayUrl(), DemoEvent.ID)));
    }

    private String upload(String device) {
        String scans = IntStream.rangeClosed(1, SCANS)
                .mapToObj(
                        n -> "{\"qrcode\": \"%s\", \"scanned_at\": %d}".formatted(DemoEvent.qrcode(n), clock.millis()))
                .collect(Collectors.joining(", "));
        String body = "{\"event_id\": \"%s\", \"device_id\": \"%s\", \"session_token\": \"try-it\", \"scans\": [%s]}"
                .formatted(DemoEvent.ID, device, scans);
        return "curl -sw '\\n' %s/api/offline/sync -H 'Content-Type: application/json' -d '%s'"
                .formatted(stack.gatewayUrl(), body);
    }
}
