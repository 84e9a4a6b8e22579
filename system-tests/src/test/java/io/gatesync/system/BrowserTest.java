package io.gatesync.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gatesync.testing.RawHttp.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The scanner app in a real browser: signs in, scans, loses its network, is killed. */
@OnRunningStack
class BrowserTest {
    private static final Logger LOG = LoggerFactory.getLogger(BrowserTest.class);

    private static final List<Path> BROWSERS = List.of(Path.of("/usr/bin/chromium"), Path.of("/usr/bin/google-chrome"));
    private static final int MANY_TICKETS = 200_000;
    /** Every phone reads the list anew; and each of the twenty devices of the storm has its own, all in one process. */
    private static final int FEW_TICKETS = 2_000;

    /** {@code -Dbrowser.stormSeconds=300} makes it longer. */
    private static final int STORM_SECONDS = 20;

    @BeforeEach
    void there_is_a_browser() {
        boolean ready = Npm.isInstalled() && BROWSERS.stream().anyMatch(Files::isExecutable);
        if (!ready) {
            LOG.warn("THE SCANNER APP IS NOT TESTED: that needs Node, and one of {}", BROWSERS);
        }
        assumeTrue(ready);
    }

    @Test
    void no_scan_that_was_shown_in_a_browser_is_missing_or_counted_twice(RunningStack stack)
            throws IOException, InterruptedException {
        play("browser", stack.newEvent(new Tickets(FEW_TICKETS)), Map.of("GATESYNC_CODES", codes(100)));
    }

    @Test
    void tickets_are_found_and_shown_at_once_among_many(RunningStack stack) throws IOException, InterruptedException {
        play("many-tickets", stack.newEvent(new Tickets(MANY_TICKETS)), Map.of("GATESYNC_CODES", codes(100)));
    }

    @Test
    void none_is_while_all_networks_come_and_go(RunningStack stack) throws IOException, InterruptedException {
        play(
                "storm",
                stack.newEvent(new Tickets(FEW_TICKETS)),
                Map.of(
                        "GATESYNC_CODES",
                        codes(300),
                        "GATESYNC_STORM_SECONDS",
                        Integer.getInteger("browser.stormSeconds", STORM_SECONDS)
                                .toString()));
    }

    /** What phones have stored of their scans is in the tables once, as it was shown. */
    private static void play(String script, Event event, Map<String, String> more)
            throws IOException, InterruptedException {
        RunningStack stack = event.stack();
        Answer enrolment = stack.asOrganiser()
                .post("/api/admin/events/" + event.id() + "/devices", "{\"device_id\": \"enrolled\"}");
        assertThat(enrolment.status()).as(enrolment.text()).isEqualTo(201);
        Path scans = Path.of("target", script + "-scans.txt").toAbsolutePath();
        Files.deleteIfExists(scans);
        Map<String, String> environment = new HashMap<>(more);
        environment.put("GATESYNC_URL", stack.gateway().origin());
        environment.put("GATESYNC_EVENT", event.id());
        environment.put("GATESYNC_PASSCODE", Event.PASSCODE);
        environment.put(
                "GATESYNC_ENROLMENT", enrolment.json().path("enrolment_code").asString());
        environment.put("GATESYNC_SCANS", scans.toString());

        LOG.info("{}", Npm.run("scanner-app", script, environment));

        stack.awaitGuarantees();
        List<String> made = Files.readAllLines(scans);
        assertThat(made).as("scans that phones have stored").isNotEmpty().doesNotHaveDuplicates();
        for (String line : made) {
            String scanId = line.substring(0, line.indexOf(' '));
            boolean admitted = line.endsWith(" admit");
            assertThat(event.rows("device_scan_logs", "scan_id = '%s'".formatted(scanId)))
                    .as("rows of the scan %s, however it was shown", line)
                    .isEqualTo(1);
            assertThat(event.rows("device_scan_logs", "scan_id = '%s' and admitted = %s".formatted(scanId, admitted)))
                    .as("rows of the scan %s", line)
                    .isEqualTo(1);
        }
        assertThat(event.rows("device_scan_logs", "true"))
                .as("scans in the tables")
                .isEqualTo(made.size());
    }

    private static String codes(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(Tickets::qrcode).collect(Collectors.joining(","));
    }
}
