package io.gatesync.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatesync.client.DeviceStatus;
import io.gatesync.client.Reply;
import io.gatesync.client.Reply.Answered;
import io.gatesync.client.Reply.SendAgain;
import io.gatesync.client.ScanResult;
import io.gatesync.client.SyncStatus;
import io.gatesync.demo.Shift.App;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Two phones; one ticket shown to both, one fake shown to the second. */
class AuditTest {

    private static final Shift FIRST = shift("first", "A");
    private static final Shift SECOND = shift("second", "A", "FAKE");
    private static final Festival FESTIVAL =
            new Festival(List.of(new Ticket("A", "VIP", "Weekend", "1", false)), List.of(FIRST, SECOND));

    private final Ledger first = new Ledger(FIRST);
    private final Ledger second = new Ledger(SECOND);

    private static Shift shift(String deviceId, String... qrcodes) {
        List<Presentation> presentations = List.of(qrcodes).stream()
                .map(qrcode -> new Presentation(Duration.ZERO, qrcode, false))
                .toList();
        return new Shift(deviceId, 1, App.CURRENT, Optional.empty(), presentations);
    }

    private static Reply<DeviceStatus> tables(long totalScans, long pendingScans) {
        return new Answered<>(new DeviceStatus(totalScans, pendingScans));
    }

    private static Reply<DeviceStatus> trueTables(String deviceId) {
        return deviceId.equals("first") ? tables(1, 0) : tables(0, 1);
    }

    private static void tell(Ledger ledger, String qrcode, SyncStatus status) {
        ledger.heard(new Scan(UUID.randomUUID(), qrcode, 0, false), new ScanResult(qrcode, status, false));
    }

    private List<String> violations(Function<String, Reply<DeviceStatus>> status) throws InterruptedException {
        return violations(status, Duration.ZERO);
    }

    private List<String> violations(Function<String, Reply<DeviceStatus>> status, Duration tablesLag)
            throws InterruptedException {
        return new Audit(FESTIVAL, List.of(first, second), tablesLag)
                .findings(status).stream()
                        .flatMap(finding -> finding.violations().stream())
                        .toList();
    }

    private void tellTheTruth() {
        tell(first, "A", SyncStatus.SYNCED);
        tell(second, "A", SyncStatus.CONFLICT);
        tell(second, "FAKE", SyncStatus.FAILED);
    }

    @Test
    void nothing_is_wrong_when_devices_plan_and_tables_agree() throws InterruptedException {
        tellTheTruth();

        assertThat(violations(AuditTest::trueTables)).isEmpty();
    }

    @Test
    void a_ticket_admitted_by_two_devices_is_found() throws InterruptedException {
        tell(first, "A", SyncStatus.SYNCED);
        tell(second, "A", SyncStatus.SYNCED);
        tell(second, "FAKE", SyncStatus.FAILED);

        assertThat(violations(Map.of("first", tables(1, 0), "second", tables(1, 1))::get))
                .contains("A was admitted by first and by second");
    }

    @Test
    void a_scan_without_a_verdict_is_found() throws InterruptedException {
        tell(first, "A", SyncStatus.SYNCED);
        tell(second, "FAKE", SyncStatus.FAILED);

        assertThat(violations(AuditTest::trueTables)).containsExactly("second: 1 of 2 scans have a verdict");
    }

    @Test
    void a_valid_ticket_that_nobody_admitted_is_found() throws InterruptedException {
        tell(first, "A", SyncStatus.CONFLICT);
        tell(second, "A", SyncStatus.CONFLICT);
        tell(second, "FAKE", SyncStatus.FAILED);

        assertThat(violations(Map.of("first", tables(0, 0), "second", tables(0, 1))::get))
                .containsExactly("0 tickets were admitted, but 1 valid ones were presented");
    }

    @Test
    void tables_that_differ_from_what_a_device_was_told_are_found() throws InterruptedException {
        tellTheTruth();

        assertThat(violations(deviceId -> tables(1, 1)))
                .containsExactly(
                        "first: told 0 scans failed, the tables have 1",
                        "second: told 0 tickets admitted, the tables have 1");
        assertThat(violations(deviceId -> new SendAgain<>(Duration.ZERO, "the projector is away")))
                .containsExactly(
                        "first: no status to be had: the projector is away",
                        "second: no status to be had: the projector is away");
    }

    @Test
    void tables_may_lag_behind() throws InterruptedException {
        tellTheTruth();
        AtomicInteger asked = new AtomicInteger();

        assertThat(violations(
                        deviceId -> asked.getAndIncrement() < 2 ? tables(0, 0) : trueTables(deviceId),
                        Duration.ofMinutes(1)))
                .isEmpty();
    }
}
