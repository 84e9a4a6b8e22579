package io.gatesync.localstack.cli;

import io.gatesync.localstack.GatewayCertificate;
import io.gatesync.localstack.LocalStack;
import io.gatesync.localstack.Part;
import io.gatesync.localstack.StackAccess;
import io.gatesync.localstack.StackFolder;
import io.gatesync.servers.PostgresServer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Tells the operator, once everything is ready, where it is and what to try. */
record ReadyMessage(
        LocalStack stack, StackFolder folder, @Nullable GatewayCertificate certificate, Clock clock) {

    private static final int SCANS = 3;

    static ReadyMessage of(LocalStack stack, StackFolder folder, @Nullable GatewayCertificate certificate) {
        return new ReadyMessage(stack, folder, certificate, Clock.systemUTC());
    }

    /** @param missing the parts that could not be started; the operator was told why */
    void print(Terminal terminal, Set<Part> missing) {
        terminal.line("""

                %s

                  Scanner app  %s
                               %s

                  API          %s
                  Kafka        %s
                  Registry     %s
                  PostgreSQL   %s   user %s, password %s
                  Logs         %s   (./gatesync logs gateway)

                  Organiser    account %s, passcode in %s

                  Demo event   %s, passcode %s, %,d tickets: %s to %s

                Paste these into another terminal, each by itself:

                  # a device logs in and uploads what it has scanned
                  %s

                  # another device has scanned the same tickets, too: conflicts
                  %s

                  # the status of the first device
                  %s

                Ctrl-C stops everything and keeps the data.""".formatted(
                missing.isEmpty()
                        ? String.format(
                                Locale.ROOT,
                                "GateSync is ready. It took %.1f s.",
                                sinceStart().toMillis() / 1_000.0)
                        : "GateSync runs without %s, as said above."
                                .formatted(missing.stream().map(Part::toString).collect(Collectors.joining(", "))),
                scannerApp(),
                scannerAppOnPhones(),
                stack.gatewayUrl(),
                stack.bootstrapServers(),
                stack.registryUrl(),
                stack.jdbcUrl(),
                PostgresServer.USER,
                PostgresServer.PASSWORD,
                folder.path().resolve("logs"),
                StackAccess.ORGANISER,
                stack.access().passcode(StackAccess.ORGANISER).path(),
                DemoEvent.ID,
                stack.access().demoPasscode(),
                DemoEvent.TICKETS,
                DemoEvent.qrcode(1),
                DemoEvent.qrcode(DemoEvent.TICKETS),
                upload("gate-1"),
                upload("gate-2"),
                asDevice("gate-1", "sync/status/" + DemoEvent.ID + "/gate-1")));
    }

    /** Since the operator has given the command. */
    private Duration sinceStart() {
        Instant now = clock.instant();
        return Duration.between(ProcessHandle.current().info().startInstant().orElse(now), now);
    }

    private String scannerApp() {
        return stack.gatewayUrl() + "/app/   in a browser on this machine";
    }

    private String scannerAppOnPhones() {
        if (certificate == null) {
            return "Other devices need HTTPS for their camera: docs/phones-on-your-network.md";
        }
        LocalDate lastDay = LocalDate.ofInstant(certificate.expires(), clock.getZone());
        return stack.httpsUrl().orElseThrow() + "/app/   on phones, "
                + (certificate.expires().isBefore(clock.instant())
                        ? "which refuse it: the certificate expired on %s. A renewed one is taken at once"
                                .formatted(lastDay)
                        : "with the certificate until %s".formatted(lastDay));
    }

    /**
     * A line that logs a device in, and calls the API as this device. The passcode and the token go from file to file: arguments
     * of programs stand in the process list.
     */
    private String asDevice(String device, String call) {
        String header = quoted(stack.access().folder().resolve(device + "-token"));
        String login =
                "printf '{\"event_id\": \"%s\", \"device_id\": \"%s\", \"installation\": \"curl\", \"passcode\": \"%%s\"}' \"$(cat %s)\""
                                .formatted(
                                        DemoEvent.ID,
                                        device,
                                        quoted(stack.access()
                                                .passcode(DemoEvent.ID)
                                                .path()))
                        + " | curl -fsS %s/api/offline/login -H 'Content-Type: application/json' -d @-"
                                .formatted(stack.gatewayUrl())
                        + " | sed -n 's/.*\"token\": *\"\\([^\"]*\\)\".*/Authorization: Bearer \\1/p'";
        return "(umask 077; %s > %s) && curl -sw '\\n' -H @%s %s/api/offline/%s"
                .formatted(login, header, header, stack.gatewayUrl(), call);
    }

    private static String quoted(Path path) {
        return "'" + path.toString().replace("'", "'\\''") + "'";
    }

    private String upload(String device) {
        String scans = IntStream.rangeClosed(1, SCANS)
                .mapToObj(
                        n -> "{\"qrcode\": \"%s\", \"scanned_at\": %d}".formatted(DemoEvent.qrcode(n), clock.millis()))
                .collect(Collectors.joining(", "));
        String body = "{\"event_id\": \"%s\", \"device_id\": \"%s\", \"session_token\": \"try-it\", \"scans\": [%s]}"
                .formatted(DemoEvent.ID, device, scans);
        return asDevice(device, "sync -H 'Content-Type: application/json' -d '" + body + "'");
    }
}
