package io.gatesync.projector.changes;

import static io.gatesync.projector.SampleRecords.NOON;
import static io.gatesync.projector.SampleRecords.login;
import static io.gatesync.projector.SampleRecords.named;
import static io.gatesync.projector.SampleRecords.outcome;
import static io.gatesync.projector.SampleRecords.revoked;
import static io.gatesync.projector.SampleRecords.sync;
import static io.gatesync.projector.SampleRecords.ticket;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import io.gatesync.messaging.RecordPosition;
import io.gatesync.projector.SampleRecords;
import io.gatesync.schemas.DeviceChanged;
import io.gatesync.schemas.DeviceState;
import io.gatesync.schemas.ScanDecided;
import io.gatesync.schemas.TicketChanged;
import io.gatesync.schemas.TicketDetails;
import io.gatesync.schemas.TicketStatus;
import io.gatesync.schemas.UndoAnswer;
import io.gatesync.schemas.Verdict;
import java.time.Instant;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

class BatchFoldTest {
    private static final int PARTITION = 3;

    @Test
    void a_synced_scan_is_logged_and_admits_its_ticket() {
        TableChanges changes = fold(outcome("expo", "gate-1", "A", Verdict.SYNCED)
                .setTicketTypes(List.of("VIP", "Crew \"A\""))
                .setGate("North 3")
                .setClockAheadMs(-250L)
                .build());

        assertThat(changes.scanLogs())
                .containsExactly(new ScanLog(
                        1024 + PARTITION,
                        new ScanLog.Scan("expo", "gate-1", "A", named("gate-1 A"), NOON.minusSeconds(60)),
                        true,
                        false,
                        NOON.plusSeconds(1),
                        "synced",
                        null,
                        "{\"ticket_types\":[\"VIP\",\"Crew \\\"A\\\"\"]}",
                        NOON.plusSeconds(1),
                        true,
                        "North 3",
                        -250L,
                        0,
                        null,
                        null));
        assertThat(changes.admissions())
                .containsExactly(new Admission(
                        new TicketKey("expo", "A"),
                        "VIP",
                        "Adult",
                        "No. A",
                        NOON.minusSeconds(60),
                        "gate-1",
                        NOON.plusSeconds(1),
                        NOON.plusSeconds(1),
                        0,
                        true,
                        false));
        assertThat(changes.tickets()).isEmpty();
        assertThat(changes.syncs()).as("a scan without an upload").isEmpty();
    }

    @Test
    void a_scan_that_is_not_admitted_is_logged_with_the_reason_and_admits_nobody() {
        TableChanges changes = fold(
                outcome("expo", "gate-1", "A", Verdict.DUPLICATE).build(),
                outcome("expo", "gate-1", "B", Verdict.CONFLICT).build(),
                outcome("expo", "gate-1", "C", Verdict.TICKET_NOT_FOUND).build(),
                outcome("expo", "gate-1", "D", Verdict.TICKET_REVOKED).build());

        assertThat(changes.scanLogs())
                .extracting(ScanLog::status, ScanLog::error)
                .containsExactly(
                        tuple("duplicate", null),
                        tuple("conflict", "Already scanned by winner"),
                        tuple("failed", "Ticket not found"),
                        tuple("failed", "Ticket revoked"));
        assertThat(changes.admissions()).isEmpty();
    }

    @Test
    void nobody_is_logged_as_admitted_by_a_device_that_was_cut_off() {
        TableChanges changes = fold(
                outcome("expo", "stolen", "A", Verdict.DEVICE_REVOKED)
                        .setDeviceRevoked(true)
                        .setAdmitted(true)
                        .build(),
                outcome("expo", "stolen", "B", Verdict.TICKET_NOT_FOUND)
                        .setDeviceRevoked(true)
                        .setReplayed(true)
                        .setAdmitted(true)
                        .build());

        assertThat(changes.scanLogs())
                .extracting(ScanLog::status, ScanLog::error, ScanLog::admitted)
                .containsExactly(tuple("failed", "Device revoked", false));
        assertThat(changes.admissions()).isEmpty();
    }

    @Test
    void a_device_is_shown_as_it_stands_last() {
        DeviceChanged cutOff = revoked("expo", "gate-1");
        DeviceChanged givenBack =
                DeviceChanged.newBuilder(cutOff).setState(DeviceState.ACTIVE).build();

        assertThat(fold(cutOff, givenBack, revoked("expo", "gate-0")).devices())
                .extracting(device -> device.key().deviceId(), OfflineDevice::state)
                .containsExactly(tuple("gate-0", "revoked"), tuple("gate-1", "active"));
    }

    @Test
    void each_attempt_to_log_in_is_logged_under_the_number_of_its_record() {
        TableChanges changes = fold(login("expo", "gate-1"), login("", "gate-1"));

        assertThat(changes.loginLogs())
                .extracting(LoginLog::id, LoginLog::eventId, LoginLog::deviceId, LoginLog::success)
                .containsExactly(
                        tuple(1024L + PARTITION, "expo", "gate-1", false),
                        tuple(2 * 1024L + PARTITION, "", "gate-1", false));
    }

    @Test
    void a_replayed_outcome_counts_in_its_upload_and_nowhere_else() {
        TableChanges changes = fold(outcome("expo", "gate-1", "A", Verdict.SYNCED)
                .setReplayed(true)
                .setSyncSessionId(4096L)
                .build());

        assertThat(changes.syncs())
                .extracting(SyncProgress::verdicts)
                .containsExactly(new VerdictCounts(0, 0, 0, 0, 1));
        assertThat(changes.scanLogs()).isEmpty();
        assertThat(changes.admissions()).isEmpty();
    }

    @Test
    void whoever_came_in_is_logged_as_admitted_whatever_the_verdict() {
        TableChanges changes = fold(
                outcome("expo", "gate-1", "A", Verdict.SYNCED).build(),
                outcome("expo", "gate-1", "B", Verdict.CONFLICT)
                        .setAdmitted(true)
                        .build(),
                outcome("expo", "gate-1", "C", Verdict.CONFLICT)
                        .setAdmitted(false)
                        .build(),
                outcome("expo", "gate-1", "D", Verdict.TICKET_NOT_FOUND).build(),
                outcome("expo", "gate-1", "E", Verdict.REFUSED_AT_GATE)
                        .setAdmitted(false)
                        .build());

        assertThat(changes.scanLogs())
                .extracting(ScanLog::status, ScanLog::admitted)
                .containsExactly(
                        tuple("synced", true),
                        tuple("conflict", true),
                        tuple("conflict", false),
                        tuple("failed", false),
                        tuple("failed", false));
        assertThat(changes.scanLogs().getLast().error()).isEqualTo("Refused at the gate");
        assertThat(changes.admissions()).hasSize(1);
    }

    @Test
    void a_resend_that_newly_says_that_the_holder_is_in_keeps_the_row_and_its_verdict() {
        TableChanges changes = fold(
                outcome("expo", "gate-1", "A", Verdict.TICKET_NOT_FOUND).build(),
                outcome("expo", "gate-1", "A", Verdict.TICKET_NOT_FOUND)
                        .setReplayed(true)
                        .setAdmitted(true)
                        .setDecidedAt(NOON.plusSeconds(300))
                        .build());

        assertThat(changes.scanLogs()).hasSize(1);
        ScanLog log = changes.scanLogs().getFirst();
        assertThat(log.admitted()).isTrue();
        assertThat(log.status()).isEqualTo("failed");
        assertThat(log.decidedAt()).isEqualTo(NOON.plusSeconds(1));
    }

    @Test
    void one_id_at_two_times_makes_two_rows_and_without_any_time_one() {
        TableChanges changes = fold(
                outcome("expo", "gate-1", "A", Verdict.SYNCED).build(),
                outcome("expo", "gate-1", "A", Verdict.DUPLICATE)
                        .setScannedAt(NOON)
                        .build(),
                outcome("expo", "gate-1", "B", Verdict.SYNCED)
                        .setScannedAtFromDevice(false)
                        .build(),
                outcome("expo", "gate-1", "B", Verdict.SYNCED)
                        .setScannedAtFromDevice(false)
                        .setScannedAt(NOON)
                        .setReplayed(true)
                        .setAdmitted(true)
                        .build());

        assertThat(changes.scanLogs())
                .extracting(log -> log.scan().qrcode(), ScanLog::status)
                .containsExactly(tuple("A", "synced"), tuple("A", "duplicate"), tuple("B", "synced"));
    }

    @Test
    void a_time_that_was_given_in_seconds_is_marked() {
        TableChanges changes = fold(outcome("expo", "gate-1", "A", Verdict.SYNCED)
                .setScannedAtInSeconds(true)
                .build());

        assertThat(changes.scanLogs().getFirst().metadata()).isEqualTo("{\"scanned_at_in_seconds\":true}");
    }

    @Test
    void the_same_scan_twice_keeps_its_first_row_and_verdict() {
        TableChanges changes = fold(
                outcome("expo", "gate-1", "A", Verdict.TICKET_NOT_FOUND).build(),
                outcome("expo", "gate-1", "A", Verdict.SYNCED).build());

        assertThat(changes.scanLogs()).extracting(ScanLog::status).containsExactly("failed");
    }

    @Test
    void a_failed_scan_without_an_id_of_its_own_gives_way_once_the_ticket_is_there() {
        TableChanges changes = fold(
                outcome("expo", "gate-1", "A", Verdict.TICKET_NOT_FOUND)
                        .setScanIdFromDevice(false)
                        .build(),
                outcome("expo", "gate-1", "A", Verdict.SYNCED)
                        .setScanIdFromDevice(false)
                        .setDecidedAt(NOON.plusSeconds(300))
                        .build(),
                outcome("expo", "gate-1", "A", Verdict.DUPLICATE)
                        .setScanIdFromDevice(false)
                        .build());

        assertThat(changes.scanLogs()).hasSize(1);
        ScanLog log = changes.scanLogs().getFirst();
        assertThat(log.status()).isEqualTo("synced");
        assertThat(log.error()).isNull();
        assertThat(log.id()).as("the first row's").isEqualTo(1024 + PARTITION);
        assertThat(log.createdAt()).isEqualTo(NOON.plusSeconds(1));
        assertThat(log.decidedAt()).isEqualTo(NOON.plusSeconds(300));
    }

    @Test
    void one_id_on_two_tickets_makes_two_rows() {
        TableChanges changes = fold(
                outcome("expo", "gate-1", "A", Verdict.SYNCED)
                        .setScanId(named("stuck"))
                        .build(),
                outcome("expo", "gate-1", "B", Verdict.SYNCED)
                        .setScanId(named("stuck"))
                        .build());

        assertThat(changes.scanLogs()).hasSize(2);
    }

    @Test
    void each_verdict_counts_as_one_scan_of_its_upload() {
        assertThat(Verdict.values())
                .extracting(BatchFoldTest::counts)
                .allSatisfy(counts -> assertThat(counts.successful() + counts.failed() + counts.duplicate())
                        .isEqualTo(1));
        assertThat(counts(Verdict.SYNCED)).isEqualTo(new VerdictCounts(1, 0, 0, 0, 0));
        assertThat(counts(Verdict.CONFLICT)).isEqualTo(new VerdictCounts(0, 1, 0, 1, 0));
        assertThat(counts(Verdict.TICKET_REVOKED)).isEqualTo(new VerdictCounts(0, 1, 0, 0, 0));
    }

    @Test
    void a_ticket_is_as_last_described_with_the_times_of_the_first_and_the_last_description() {
        TableChanges changes = fold(
                ticket("expo", "A", "VIP", TicketStatus.VALID, NOON),
                ticket("expo", "A", "Crew", TicketStatus.REVOKED, NOON.plusSeconds(5)));

        assertThat(changes.tickets())
                .containsExactly(new PrintedTicket(
                        new TicketKey("expo", "A"), "Crew", "Adult", "No. A", true, NOON, NOON.plusSeconds(5)));
    }

    @Test
    void of_two_rounds_of_admissions_the_later_counts() {
        TableChanges changes = fold(
                reset("expo", 7, NOON.plusSeconds(2)),
                reset("expo", 5, NOON),
                outcome("expo", "gate-1", "A", Verdict.SYNCED).build(),
                outcome("expo", "gate-2", "A", Verdict.SYNCED)
                        .setDecidedAt(NOON)
                        .setAdmissionRound(7)
                        .build(),
                outcome("expo", "gate-3", "A", Verdict.SYNCED)
                        .setAdmissionRound(5)
                        .build());

        assertThat(changes.resets()).containsExactly(new AdmissionReset("expo", 7, NOON.plusSeconds(2)));
        assertThat(changes.tickets()).as("a reset is about no one ticket").isEmpty();
        assertThat(changes.admissions())
                .containsExactly(new Admission(
                        new TicketKey("expo", "A"),
                        "VIP",
                        "Adult",
                        "No. A",
                        NOON.minusSeconds(60),
                        "gate-2",
                        NOON,
                        NOON.plusSeconds(1),
                        7,
                        true,
                        false));
    }

    @Test
    void a_scan_that_was_taken_back_keeps_its_verdict_and_leaves_its_ticket_free() {
        ScanDecided first = outcome("expo", "gate-1", "A", Verdict.SYNCED).build();
        ScanDecided again = ScanDecided.newBuilder(first)
                .setReplayed(true)
                .setUndone(true)
                .setAdmitted(true)
                .build();

        TableChanges changes = fold(first, undo(first, UndoAnswer.UNDONE), again);

        assertThat(changes.scanLogs())
                .extracting(ScanLog::status, ScanLog::admitted, ScanLog::undoneAt, ScanLog::undoReason)
                .containsExactly(tuple("synced", false, NOON, "wrong person"));
        assertThat(changes.admissions())
                .extracting(Admission::counts, Admission::takesBack)
                .containsExactly(tuple(false, true));
    }

    @Test
    void the_next_admission_takes_the_place_of_the_one_that_was_taken_back() {
        ScanDecided first = outcome("expo", "gate-1", "A", Verdict.SYNCED).build();
        ScanDecided next = outcome("expo", "gate-2", "A", Verdict.SYNCED).build();

        assertThat(fold(undo(first, UndoAnswer.UNDONE), next).admissions())
                .extracting(Admission::deviceId, Admission::counts, Admission::takesBack)
                .containsExactly(tuple("gate-2", true, true));
    }

    @Test
    void what_was_not_taken_back_or_was_before_changes_nothing() {
        ScanDecided first = outcome("expo", "gate-1", "A", Verdict.SYNCED).build();
        for (UndoAnswer answer : UndoAnswer.values()) {
            if (answer != UndoAnswer.UNDONE) {
                assertThat(fold(undo(first, answer))).isEqualTo(fold());
            }
        }
    }

    @Test
    void a_second_entry_that_was_taken_back_leaves_the_ticket_as_it_is() {
        ScanDecided conflict = outcome("expo", "gate-1", "A", Verdict.CONFLICT)
                .setAdmitted(true)
                .build();

        TableChanges changes = fold(conflict, undo(conflict, UndoAnswer.UNDONE));

        assertThat(changes.scanLogs())
                .extracting(ScanLog::status, ScanLog::admitted)
                .containsExactly(tuple("conflict", false));
        assertThat(changes.admissions()).isEmpty();
    }

    private static ScanDecided undo(ScanDecided scan, UndoAnswer answer) {
        return SampleRecords.undo(scan, answer);
    }

    private static TicketChanged reset(String event, long round, Instant at) {
        return new TicketChanged(event, "", null, null, null, null, at, round);
    }

    @Test
    void a_change_says_only_what_changes_and_an_empty_text_that_there_is_none() {
        TableChanges changes = fold(
                new TicketChanged("expo", "A", TicketStatus.REVOKED, "VIP", "Adult", null, NOON, null),
                new TicketChanged("expo", "A", null, null, "", "No. 7", NOON.plusSeconds(5), null));

        assertThat(changes.tickets())
                .containsExactly(new PrintedTicket(
                        new TicketKey("expo", "A"), "VIP", "", "No. 7", true, NOON, NOON.plusSeconds(5)));
    }

    @Test
    void the_verdicts_of_an_upload_add_up_whether_they_come_before_or_after_its_announcement() {
        long id = 1024 + PARTITION;
        SpecificRecord started = sync("expo", "gate-1", 4);
        SpecificRecord synced = outcome("expo", "gate-1", "A", Verdict.SYNCED)
                .setSyncSessionId(id)
                .build();
        SpecificRecord conflict = outcome("expo", "gate-1", "B", Verdict.CONFLICT)
                .setSyncSessionId(id)
                .setUploadedAt(NOON.minusSeconds(9))
                .setDecidedAt(NOON.plusSeconds(7))
                .build();

        SyncProgress expected = new SyncProgress(
                id,
                "expo",
                "gate-1",
                "session of gate-1",
                4,
                new VerdictCounts(1, 1, 0, 1, 0),
                NOON,
                NOON.plusSeconds(7),
                null);
        assertThat(fold(started, synced, conflict).syncs()).containsExactly(expected);
        BatchFold verdictsFirst = new BatchFold();
        verdictsFirst.add(new RecordPosition(0, 17), conflict);
        verdictsFirst.add(new RecordPosition(0, 18), synced);
        verdictsFirst.add(new RecordPosition(PARTITION, 0), started);
        assertThat(verdictsFirst.changes().syncs()).containsExactly(expected);
    }

    @Test
    void tickets_and_uploads_come_in_one_order_whatever_order_they_arrived_in() {
        TableChanges changes = fold(
                ticket("expo", "B"),
                ticket("expo", "A"),
                outcome("expo", "gate-1", "D", Verdict.SYNCED)
                        .setSyncSessionId(9000L)
                        .build(),
                outcome("expo", "gate-1", "C", Verdict.SYNCED)
                        .setSyncSessionId(8000L)
                        .build());

        assertThat(changes.tickets()).extracting(PrintedTicket::key).isSorted();
        assertThat(changes.admissions()).extracting(Admission::key).isSorted();
        assertThat(changes.syncs()).extracting(SyncProgress::id).isSorted();
    }

    @Test
    void a_record_that_no_table_shows_is_a_bug() {
        assertThatIllegalArgumentException().isThrownBy(() -> fold(new TicketDetails(null, null, null)));
    }

    private static VerdictCounts counts(Verdict verdict) {
        return VerdictCounts.of(outcome("expo", "gate-1", "A", verdict).build());
    }

    /** Folds records that follow each other in one partition, from its beginning. */
    private static TableChanges fold(SpecificRecord... records) {
        BatchFold fold = new BatchFold();
        for (int offset = 0; offset < records.length; offset++) {
            fold.add(new RecordPosition(PARTITION, offset), records[offset]);
        }
        return fold.changes();
    }
}
