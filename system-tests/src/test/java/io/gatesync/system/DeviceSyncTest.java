package io.gatesync.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gatesync.testing.RawHttp.Answer;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Two phones with the code of {@code web/device-sync}, one of them without a network for a while. */
@OnRunningStack
class DeviceSyncTest {
    @Test
    void phones_with_and_without_a_network_agree_with_the_tables(RunningStack stack)
            throws IOException, InterruptedException {
        assumeTrue(Npm.isInstalled(), "web is not installed: there was no Node when it should have been built");
        Event event = stack.newEvent(new Tickets(1_000));
        Answer enrolment = stack.asOrganiser()
                .post("/api/admin/events/" + event.id() + "/devices", "{\"device_id\": \"south-1\"}");
        assertThat(enrolment.status()).as(enrolment.text()).isEqualTo(201);

        Npm.run(
                "device-sync",
                "live",
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
                        IntStream.rangeClosed(1, 5).mapToObj(Tickets::qrcode).collect(Collectors.joining(","))));

        stack.awaitGuarantees();
        assertThat(event.rows("device_scan_logs", "true")).as("scans").isEqualTo(13);
        assertThat(event.rows("device_scan_logs", "sync_status = 'synced'")).isEqualTo(7);
        assertThat(event.rows("device_scan_logs", "admitted"))
                .as("people inside")
                .isEqualTo(6);
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
}
