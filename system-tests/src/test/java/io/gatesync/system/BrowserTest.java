package io.gatesync.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gatesync.testing.RawHttp.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The scanner app in a real browser, at an event of many tickets: signs in, scans, loses its network, is killed. */
@OnRunningStack
class BrowserTest {
    private static final int TICKETS = 200_000;
    private static final List<Path> BROWSERS = List.of(Path.of("/usr/bin/chromium"), Path.of("/usr/bin/google-chrome"));

    @Test
    void no_scan_that_was_shown_in_a_browser_is_missing_or_counted_twice(RunningStack stack)
            throws IOException, InterruptedException {
        assumeTrue(
                Npm.isInstalled(), "THE SCANNER APP IS NOT TESTED: there was no Node when it should have been built");
        assumeTrue(
                BROWSERS.stream().anyMatch(Files::isExecutable), "THE SCANNER APP IS NOT TESTED: there is no Chromium");
        Event event = stack.newEvent(new Tickets(TICKETS));
        Answer enrolment = stack.asOrganiser()
                .post("/api/admin/events/" + event.id() + "/devices", "{\"device_id\": \"enrolled\"}");
        assertThat(enrolment.status()).as(enrolment.text()).isEqualTo(201);
        Path scans = Path.of("target", "browser-scans.txt").toAbsolutePath();
        Files.deleteIfExists(scans);

        Npm.run(
                "scanner-app",
                "browser",
                Map.of(
                        "GATESYNC_URL",
                        stack.gateway().origin(),
                        "GATESYNC_EVENT",
                        event.id(),
                        "GATESYNC_PASSCODE",
                        Event.PASSCODE,
                        "GATESYNC_ENROLMENT",
                        enrolment.json().path("enrolment_code").asString(),
                        "GATESYNC_CODES",
                        String.join(
                                ",",
                                IntStream.rangeClosed(1, 100)
                                        .mapToObj(Tickets::qrcode)
                                        .toList()),
                        "GATESYNC_SCANS",
                        scans.toString()));

        stack.awaitGuarantees();
        List<String> made = Files.readAllLines(scans);
        assertThat(made).as("scans that browsers have stored").isNotEmpty().doesNotHaveDuplicates();
        try (Stream<String> lines = made.stream()) {
            lines.map(line -> line.split(" "))
                    .forEach(scan -> assertThat(event.rows(
                                    "device_scan_logs",
                                    "scan_id = '%s' and admitted = %s".formatted(scan[0], scan[1].equals("admit"))))
                            .as("rows of scan %s, shown as %s", scan[0], scan[1])
                            .isEqualTo(1));
        }
    }
}
