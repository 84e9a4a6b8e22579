package io.gatesync.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gatesync.localstack.rescue.ExportedQueue;
import io.gatesync.localstack.rescue.Import;
import io.gatesync.localstack.rescue.ImportedScans;
import io.gatesync.testing.RawHttp.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Phones with the code of {@code web/device-sync}: one of them is without a network for a while, and one for ever. */
@OnRunningStack
class DeviceSyncTest {
    @Test
    void phones_with_and_without_a_network_agree_with_the_tables(RunningStack stack, @TempDir Path temporary)
            throws Exception {
        assumeTrue(Npm.isInstalled(), "web is not installed: there was no Node when it should have been built");
        Event event = stack.newEvent(new Tickets(1_000));
        Answer enrolment = stack.asOrganiser()
                .post("/api/admin/events/" + event.id() + "/devices", "{\"device_id\": \"south-1\"}");
        assertThat(enrolment.status()).as(enrolment.text()).isEqualTo(201);

        Path rescued = temporary.resolve("west-1.ndjson");
        Npm.run(
                "device-sync",
                "live",
                Map.of(
                        "GATESYNC_RESCUE",
                        rescued.toString(),
                        "GATESYNC_URL",
                        stack.gateway().origin(),
                        "GATESYNC_EVENT",
                        event.id(),
                        "GATESYNC_PASSCODE",
                        Event.PASSCODE,
                        "GATESYNC_ENROLMENT",
                        enrolment.json().path("enrolment_code").asString(),
                        "GATESYNC_CODES",
                        IntStream.rangeClosed(1, 6).mapToObj(Tickets::qrcode).collect(Collectors.joining(","))));
        importTwice(rescued, event, stack);

        stack.awaitGuarantees();
        assertThat(event.rows("device_scan_logs", "true")).as("scans").isEqualTo(15);
        assertThat(event.rows("device_scan_logs", "sync_status = 'synced'")).isEqualTo(8);
        assertThat(event.rows("device_scan_logs", "admitted"))
                .as("people inside")
                .isEqualTo(7);
        assertThat(event.rows("device_scan_logs", "undone_at is not null and sync_status = 'synced' and not admitted"))
                .as("taken back")
                .isEqualTo(2);
        assertThat(event.rows("device_scan_logs", "undo_reason = 'wrong person'"))
                .isEqualTo(1);
        assertThat(event.rows(
                        "offline_tickets", "qrcode = '%s' and device_id = 'south-1'".formatted(Tickets.qrcode(4))))
                .as("admitted after the north gate had taken it back")
                .isEqualTo(1);
        assertThat(event.rows("device_scan_logs", "sync_status = 'conflict' and admitted"))
                .as("two on one ticket")
                .isEqualTo(1);
        assertThat(event.rows("offline_device_logins", "device_id = 'south-1' and gate = 'Gate south-1'"))
                .isEqualTo(1);
    }

    /** As it is, as a page would send it, and with the tool. */
    private static void importTwice(Path rescued, Event event, RunningStack stack) throws Exception {
        Answer asItIs =
                stack.asOrganiser().post("/api/admin/events/" + event.id() + "/rescue", Files.readString(rescued));
        assertThat(asItIs.json().path("summary").path("successful").asInt())
                .as(asItIs.text())
                .isEqualTo(1);

        ImportedScans again = new Import(stack.organiser(), false, Duration.ofSeconds(1))
                .send("west-1", ExportedQueue.read(Files.readAllBytes(rescued)).slices());

        assertThat(again.isComplete()).isTrue();
        assertThat(again.report())
                .contains("2 scans sent:", "  2 decided as the phone had shown")
                .contains("2 of them the server had before; they keep the verdict that they had.");
    }
}
