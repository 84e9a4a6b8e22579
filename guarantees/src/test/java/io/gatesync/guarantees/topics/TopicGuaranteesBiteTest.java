package io.gatesync.guarantees.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatesync.guarantees.Guarantee;
import io.gatesync.guarantees.topics.TableRows.DeviceId;
import io.gatesync.guarantees.topics.TableRows.DeviceLoginRow;
import io.gatesync.guarantees.topics.TableRows.DeviceRow;
import io.gatesync.guarantees.topics.TableRows.EventRow;
import io.gatesync.guarantees.topics.TableRows.LoginRow;
import io.gatesync.guarantees.topics.TableRows.ScanId;
import io.gatesync.guarantees.topics.TableRows.ScanRow;
import io.gatesync.guarantees.topics.TableRows.SessionRow;
import io.gatesync.guarantees.topics.TableRows.TicketId;
import io.gatesync.guarantees.topics.TableRows.TicketRow;
import io.gatesync.messaging.RecordPosition;
import io.gatesync.messaging.Topic;
import io.gatesync.schemas.DeviceChanged;
import io.gatesync.schemas.DeviceLoggedIn;
import io.gatesync.schemas.DeviceState;
import io.gatesync.schemas.EventAccess;
import io.gatesync.schemas.EventState;
import io.gatesync.schemas.FirstScan;
import io.gatesync.schemas.LoginAttempted;
import io.gatesync.schemas.ScanDecided;
import io.gatesync.schemas.ScanUploaded;
import io.gatesync.schemas.SyncStarted;
import io.gatesync.schemas.TicketChanged;
import io.gatesync.schemas.TicketDetails;
import io.gatesync.schemas.TicketStatus;
import io.gatesync.schemas.UndoAnswer;
import io.gatesync.schemas.UndoOutcome;
import io.gatesync.schemas.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Each guarantee holds for the sequences that its Javadoc calls valid, and breaks for those that it calls invalid. */
class TopicGuaranteesBiteTest {
    private static final Instant NOON = Instant.parse("2026-07-03T12:00:00Z");
    private static final UUID A = new UUID(0, 1);
    private static final UUID B = new UUID(0, 2);
    private static final RecordPosition POSITION = new RecordPosition(0, 0);
    private static final long UPLOAD = POSITION.toLong();

    private static SyncStarted announced(int scans) {
        return new SyncStarted("session", "event", "north", scans, NOON, null);
    }

    private static ScanUploaded uploaded(UUID scan) {
        return new ScanUploaded(
                scan, true, "event", "north", "session", "T-1", NOON, NOON, List.of(), UPLOAD, null, null, true, false,
                null, false, null);
    }

    private static ScanDecided undo(UUID scan, Verdict verdict, UndoAnswer answer) {
        return undo(scan, verdict, answer, Duration.ofSeconds(60));
    }

    private static ScanDecided undo(UUID scan, Verdict verdict, UndoAnswer answer, Duration after) {
        return ScanDecided.newBuilder(replayed(scan, verdict))
                .setAdmitted(false)
                .setSyncSessionId(null)
                .setUndo(new UndoOutcome("wrong person", NOON.plus(after), answer))
                .setUndone(answer == UndoAnswer.UNDONE || answer == UndoAnswer.UNDONE_BEFORE)
                .build();
    }

    private static ScanDecided undone(ScanDecided outcome) {
        return ScanDecided.newBuilder(outcome).setUndone(true).build();
    }

    private static ScanDecided letIn(ScanDecided outcome) {
        return ScanDecided.newBuilder(outcome).setAdmitted(true).build();
    }

    private static ScanDecided decided(UUID scan, Verdict verdict) {
        return decided(scan, verdict, false, null);
    }

    private static ScanDecided inRound(long round, ScanDecided outcome) {
        return ScanDecided.newBuilder(outcome).setAdmissionRound(round).build();
    }

    private static ScanDecided ofRevokedDevice(ScanDecided outcome) {
        return ScanDecided.newBuilder(outcome).setDeviceRevoked(true).build();
    }

    private static ScanDecided letInByRevokedDevice(UUID scan) {
        return ScanDecided.newBuilder(decided(scan, Verdict.DEVICE_REVOKED))
                .setDeviceRevoked(true)
                .setAdmitted(true)
                .build();
    }

    private static ScanDecided replayed(UUID scan, Verdict verdict) {
        return decided(scan, verdict, true, null);
    }

    private static ScanDecided decided(UUID scan, Verdict verdict, boolean replayed, FirstScan first) {
        return new ScanDecided(
                scan, true, "event", "north", "session", "T-1", NOON, NOON, List.of(), UPLOAD, null, null, true, false,
                null, verdict, replayed, first, false, null, NOON, 0L, false, null, false);
    }

    private static void assertHolds(Guarantee guarantee) {
        assertThat(guarantee.finding().violations()).isEmpty();
    }

    private static void assertBroken(Guarantee guarantee) {
        assertThat(guarantee.finding().violations()).isNotEmpty();
    }

    @Nested
    class TellingWhatIsLogged {
        private final ToldIsLogged guarantee = new ToldIsLogged();
        private final FirstScan south = new FirstScan(B, "south", NOON);

        private static Told told(String status, boolean replayed, String scannedBy) {
            return new Told(UPLOAD, "event", "north", "T-1", A, status, replayed, scannedBy);
        }

        @Test
        void holds_when_the_device_was_told_what_is_on_the_topic() {
            guarantee.onDecided(decided(A, Verdict.CONFLICT, false, south));
            guarantee.onDecided(decided(B, Verdict.SYNCED));
            guarantee.onTold(told("conflict", false, "south"));
            assertHolds(guarantee);
        }

        @Test
        void holds_when_a_scan_that_stands_twice_in_an_upload_was_told_twice() {
            guarantee.onDecided(decided(A, Verdict.SYNCED));
            guarantee.onDecided(replayed(A, Verdict.SYNCED));
            guarantee.onTold(told("synced", true, null));
            guarantee.onTold(told("synced", false, null));
            assertHolds(guarantee);
        }

        @Test
        void breaks_when_another_verdict_was_told() {
            guarantee.onDecided(decided(A, Verdict.CONFLICT, false, south));
            guarantee.onTold(told("synced", false, null));
            assertBroken(guarantee);
        }

        @Test
        void breaks_when_another_device_was_named() {
            guarantee.onDecided(decided(A, Verdict.CONFLICT, false, south));
            guarantee.onTold(told("conflict", false, "west"));
            assertBroken(guarantee);
        }

        @Test
        void breaks_when_it_was_told_once_too_often() {
            guarantee.onDecided(decided(A, Verdict.SYNCED));
            guarantee.onTold(told("synced", false, null));
            guarantee.onTold(told("synced", false, null));
            assertBroken(guarantee);
        }

        @Test
        void breaks_when_nothing_was_decided() {
            guarantee.onTold(told("failed", false, null));
            assertBroken(guarantee);
        }
    }

    @Nested
    class Readability {
        @Test
        void holds_when_only_the_expected_records_cannot_be_decoded() {
            EveryRecordIsReadable guarantee = new EveryRecordIsReadable(1);
            guarantee.onUploaded(uploaded(A));
            guarantee.onUndecodable(Topic.SCANS, POSITION, "no Avro");
            assertHolds(guarantee);
        }

        @Test
        void breaks_when_a_record_cannot_be_decoded() {
            EveryRecordIsReadable guarantee = new EveryRecordIsReadable(0);
            guarantee.onUndecodable(Topic.SCANS, POSITION, "no Avro");
            assertBroken(guarantee);
        }

        @Test
        void breaks_when_an_expected_one_is_missing() {
            assertBroken(new EveryRecordIsReadable(1));
        }
    }

    @Nested
    class OneAdmission {
        private final OneAdmissionPerTicket guarantee = new OneAdmissionPerTicket();

        @Test
        void holds_when_one_scan_is_synced_and_replayed() {
            guarantee.onDecided(decided(A, Verdict.SYNCED));
            guarantee.onDecided(decided(B, Verdict.CONFLICT));
            guarantee.onDecided(replayed(A, Verdict.SYNCED));
            assertHolds(guarantee);
        }

        @Test
        void holds_when_another_is_synced_in_the_next_round() {
            guarantee.onDecided(decided(A, Verdict.SYNCED));
            guarantee.onDecided(inRound(7, decided(B, Verdict.SYNCED)));
            guarantee.onDecided(replayed(A, Verdict.SYNCED));
            assertHolds(guarantee);
        }

        @Test
        void breaks_when_a_scan_of_the_rehearsal_is_synced_again_in_the_next_round() {
            guarantee.onDecided(decided(A, Verdict.SYNCED));
            guarantee.onDecided(inRound(7, replayed(A, Verdict.SYNCED)));
            assertBroken(guarantee);
        }

        @Test
        void holds_when_a_device_that_was_cut_off_is_told_the_admission_that_it_had() {
            guarantee.onDecided(decided(A, Verdict.SYNCED));
            guarantee.onDecided(ofRevokedDevice(replayed(A, Verdict.SYNCED)));
            assertHolds(guarantee);
        }

        @Test
        void breaks_when_a_device_that_was_cut_off_admits_somebody() {
            guarantee.onDecided(ofRevokedDevice(decided(A, Verdict.SYNCED)));
            assertBroken(guarantee);
        }

        @Test
        void breaks_when_two_scans_are_synced() {
            guarantee.onDecided(decided(A, Verdict.SYNCED));
            guarantee.onDecided(decided(B, Verdict.SYNCED));
            assertBroken(guarantee);
        }

        @Test
        void breaks_when_one_scan_is_synced_twice_and_the_second_time_is_no_replay() {
            guarantee.onDecided(decided(A, Verdict.SYNCED));
            guarantee.onDecided(decided(A, Verdict.SYNCED));
            assertBroken(guarantee);
        }

        @Test
        void breaks_when_a_scan_is_replayed_as_synced_that_was_not_the_admitted_one() {
            guarantee.onDecided(decided(A, Verdict.SYNCED));
            guarantee.onDecided(replayed(B, Verdict.SYNCED));
            assertBroken(guarantee);
        }

        @Test
        void breaks_when_a_scan_is_replayed_as_synced_before_any_was() {
            guarantee.onDecided(replayed(A, Verdict.SYNCED));
            assertBroken(guarantee);
        }
    }

    @Nested
    class TakingBack {
        private final OnlyOwnEntriesAreTakenBack guarantee = new OnlyOwnEntriesAreTakenBack();
        private final OneAdmissionPerTicket oneAdmission = new OneAdmissionPerTicket();
        private final FirstWhoCameInIsRemembered first = new FirstWhoCameInIsRemembered();
        private final ResendChangesNothing resends = new ResendChangesNothing();

        private void show(ScanDecided outcome) {
            guarantee.onDecided(outcome);
            oneAdmission.onDecided(outcome);
            first.onDecided(outcome);
            resends.onDecided(outcome);
        }

        private void assertAllHold() {
            assertHolds(guarantee);
            assertHolds(oneAdmission);
            assertHolds(first);
            assertHolds(resends);
        }

        @Test
        void holds_when_another_is_admitted_after_the_admission_was_taken_back() {
            show(decided(A, Verdict.SYNCED));
            show(undo(A, Verdict.SYNCED, UndoAnswer.UNDONE));
            show(undo(A, Verdict.SYNCED, UndoAnswer.UNDONE_BEFORE));
            show(undone(letIn(replayed(A, Verdict.SYNCED))));
            show(decided(B, Verdict.SYNCED));
            show(undone(replayed(A, Verdict.SYNCED)));
            assertAllHold();
        }

        @Test
        void holds_when_it_is_refused() {
            show(decided(A, Verdict.SYNCED));
            show(undo(A, Verdict.SYNCED, UndoAnswer.TOO_LATE));
            show(undo(B, Verdict.OTHER, UndoAnswer.NOT_IN));
            assertAllHold();
        }

        @Test
        void holds_when_somebody_is_taken_back_who_was_let_in_on_a_conflict() {
            FirstScan a = new FirstScan(A, "north", NOON);
            show(decided(A, Verdict.SYNCED));
            show(letIn(decided(B, Verdict.CONFLICT, false, a)));
            show(undo(B, Verdict.CONFLICT, UndoAnswer.UNDONE));
            assertAllHold();
        }

        @Test
        void breaks_when_two_are_admitted_after_one_was_taken_back() {
            show(decided(A, Verdict.SYNCED));
            show(undo(A, Verdict.SYNCED, UndoAnswer.UNDONE));
            show(decided(B, Verdict.SYNCED));
            show(decided(new UUID(0, 3), Verdict.SYNCED));
            assertBroken(oneAdmission);
            assertBroken(first);
        }

        @Test
        void breaks_when_a_scan_that_was_taken_back_lets_somebody_in_again() {
            show(decided(A, Verdict.SYNCED));
            show(undo(A, Verdict.SYNCED, UndoAnswer.UNDONE));
            show(undone(letIn(replayed(A, Verdict.SYNCED))));
            show(decided(B, Verdict.CONFLICT, false, new FirstScan(A, "north", NOON)));
            assertBroken(first);
        }

        @Test
        void breaks_when_whoever_else_is_in_is_forgotten() {
            show(decided(A, Verdict.SYNCED));
            show(letIn(decided(B, Verdict.CONFLICT, false, new FirstScan(A, "north", NOON))));
            show(undo(A, Verdict.SYNCED, UndoAnswer.UNDONE));
            assertHolds(first);
            show(decided(new UUID(0, 3), Verdict.SYNCED));
            assertBroken(first);
        }

        @Test
        void breaks_when_another_scan_is_taken_back() {
            show(decided(A, Verdict.SYNCED));
            show(undo(B, Verdict.SYNCED, UndoAnswer.UNDONE));
            assertBroken(guarantee);
        }

        @Test
        void breaks_when_a_scan_of_another_device_is_taken_back() {
            show(decided(A, Verdict.SYNCED));
            show(ScanDecided.newBuilder(undo(A, Verdict.SYNCED, UndoAnswer.UNDONE))
                    .setDeviceId("south")
                    .build());
            assertBroken(guarantee);
        }

        @Test
        void breaks_when_it_is_too_late_or_too_early() {
            show(decided(A, Verdict.SYNCED));
            show(decided(B, Verdict.SYNCED));
            show(undo(A, Verdict.SYNCED, UndoAnswer.UNDONE, Duration.ofSeconds(61)));
            assertBroken(guarantee);

            OnlyOwnEntriesAreTakenBack early = new OnlyOwnEntriesAreTakenBack();
            early.onDecided(decided(B, Verdict.SYNCED));
            early.onDecided(undo(B, Verdict.SYNCED, UndoAnswer.UNDONE, Duration.ofSeconds(-1)));
            assertBroken(early);
        }

        @Test
        void breaks_when_a_device_that_was_cut_off_takes_a_scan_back() {
            show(decided(A, Verdict.SYNCED));
            show(ofRevokedDevice(undo(A, Verdict.SYNCED, UndoAnswer.UNDONE)));
            assertBroken(guarantee);
        }

        @Test
        void breaks_when_a_scan_on_which_nobody_came_in_is_taken_back() {
            show(decided(A, Verdict.TICKET_NOT_FOUND));
            show(undo(A, Verdict.TICKET_NOT_FOUND, UndoAnswer.UNDONE));
            assertBroken(guarantee);
        }

        @Test
        void breaks_when_it_is_said_to_have_been_taken_back_before_and_was_not() {
            show(decided(A, Verdict.SYNCED));
            show(undo(A, Verdict.SYNCED, UndoAnswer.UNDONE_BEFORE));
            assertBroken(guarantee);
        }

        @Test
        void breaks_when_it_is_refused_although_it_was_taken_back_before() {
            show(decided(A, Verdict.SYNCED));
            show(undo(A, Verdict.SYNCED, UndoAnswer.UNDONE));
            show(undone(undo(A, Verdict.SYNCED, UndoAnswer.NOT_IN)));
            assertBroken(guarantee);
        }

        @Test
        void breaks_when_a_resend_does_not_say_that_its_scan_was_taken_back() {
            show(decided(A, Verdict.SYNCED));
            show(undo(A, Verdict.SYNCED, UndoAnswer.UNDONE));
            show(replayed(A, Verdict.SYNCED));
            assertBroken(guarantee);
        }
    }

    @Nested
    class TheFirstWhoCameIn {
        private final FirstWhoCameInIsRemembered guarantee = new FirstWhoCameInIsRemembered();
        private final FirstScan a = new FirstScan(A, "north", NOON);
        private final FirstScan c = new FirstScan(new UUID(0, 3), "north", NOON);

        private static ScanDecided notFound(UUID scan, Boolean admitted) {
            ScanDecided decided = decided(scan, Verdict.TICKET_NOT_FOUND);
            decided.setAdmitted(admitted);
            return decided;
        }

        @Test
        void holds_when_who_was_sent_away_is_not_named() {
            guarantee.onDecided(notFound(A, false));
            guarantee.onDecided(decided(B, Verdict.SYNCED));
            assertHolds(guarantee);
        }

        @Test
        void holds_when_who_came_in_at_the_rehearsal_is_forgotten() {
            guarantee.onDecided(notFound(A, true));
            guarantee.onDecided(inRound(7, decided(B, Verdict.SYNCED)));
            assertHolds(guarantee);
        }

        @Test
        void holds_when_whom_a_device_that_was_cut_off_let_in_does_not_count() {
            guarantee.onDecided(letInByRevokedDevice(A));
            guarantee.onDecided(decided(B, Verdict.SYNCED));
            assertHolds(guarantee);
        }

        @Test
        void breaks_when_whom_a_device_that_was_cut_off_let_in_is_named() {
            guarantee.onDecided(letInByRevokedDevice(A));
            guarantee.onDecided(decided(B, Verdict.CONFLICT, false, a));
            assertBroken(guarantee);
        }

        @Test
        void breaks_when_who_came_in_at_the_rehearsal_is_named_after_it() {
            guarantee.onDecided(notFound(A, true));
            guarantee.onDecided(inRound(7, decided(B, Verdict.CONFLICT, false, a)));
            assertBroken(guarantee);
        }

        @Test
        void holds_when_who_was_let_in_on_an_unknown_ticket_is_named() {
            guarantee.onDecided(notFound(A, true));
            guarantee.onDecided(decided(B, Verdict.CONFLICT, false, a));
            assertHolds(guarantee);
        }

        @Test
        void holds_when_the_very_scan_is_admitted_later() {
            guarantee.onDecided(notFound(A, true));
            guarantee.onDecided(decided(A, Verdict.SYNCED));
            assertHolds(guarantee);
        }

        @Test
        void holds_when_a_resend_says_that_the_holder_was_let_in() {
            guarantee.onDecided(notFound(A, null));
            ScanDecided resend = replayed(A, Verdict.TICKET_NOT_FOUND);
            resend.setAdmitted(true);
            guarantee.onDecided(resend);
            guarantee.onDecided(decided(B, Verdict.CONFLICT, false, a));
            assertHolds(guarantee);
        }

        @Test
        void breaks_when_another_scan_is_admitted_after_somebody_was_let_in() {
            guarantee.onDecided(notFound(A, true));
            guarantee.onDecided(decided(B, Verdict.SYNCED));
            assertBroken(guarantee);
        }

        @Test
        void breaks_when_a_conflict_names_another_scan() {
            guarantee.onDecided(decided(A, Verdict.SYNCED));
            guarantee.onDecided(decided(B, Verdict.CONFLICT, false, c));
            assertBroken(guarantee);
        }

        @Test
        void breaks_when_a_conflict_names_a_scan_on_which_nobody_came_in() {
            guarantee.onDecided(notFound(A, null));
            guarantee.onDecided(decided(B, Verdict.CONFLICT, false, a));
            assertBroken(guarantee);
        }
    }

    @Nested
    class AVerdictForEveryScan {
        private final EveryScanGetsAVerdict guarantee = new EveryScanGetsAVerdict();

        @Test
        void holds_when_each_scan_is_decided_in_whatever_order_the_topics_are_read() {
            guarantee.onDecided(decided(A, Verdict.SYNCED));
            guarantee.onUploaded(uploaded(A));
            guarantee.onUploaded(uploaded(B));
            guarantee.onDecided(decided(B, Verdict.DUPLICATE));
            assertHolds(guarantee);
        }

        @Test
        void breaks_as_long_as_a_scan_has_no_verdict() {
            guarantee.onUploaded(uploaded(A));
            assertBroken(guarantee);

            guarantee.onDecided(decided(A, Verdict.SYNCED));
            assertHolds(guarantee);
        }

        @Test
        void breaks_when_a_scan_has_two_verdicts() {
            guarantee.onUploaded(uploaded(A));
            guarantee.onDecided(decided(A, Verdict.SYNCED));
            guarantee.onDecided(decided(A, Verdict.SYNCED));
            assertBroken(guarantee);
        }
    }

    @Nested
    class Resends {
        private final ResendChangesNothing guarantee = new ResendChangesNothing();

        @Test
        void hold_when_the_verdict_is_replayed() {
            guarantee.onDecided(decided(A, Verdict.SYNCED));
            guarantee.onDecided(replayed(A, Verdict.SYNCED));
            assertHolds(guarantee);
        }

        @Test
        void hold_when_an_admission_is_told_with_what_is_printed_on_the_ticket_now() {
            guarantee.onDecided(printed("Day", decided(A, Verdict.SYNCED)));
            guarantee.onDecided(printed("VIP", replayed(A, Verdict.SYNCED)));
            assertHolds(guarantee);
        }

        @Test
        void break_when_anything_else_is_told_with_another_print() {
            guarantee.onDecided(printed("Day", decided(A, Verdict.DUPLICATE)));
            guarantee.onDecided(printed("VIP", replayed(A, Verdict.DUPLICATE)));
            assertBroken(guarantee);
        }

        private static ScanDecided printed(String type, ScanDecided outcome) {
            return ScanDecided.newBuilder(outcome)
                    .setTicket(new TicketDetails(type, null, null))
                    .build();
        }

        @Test
        void break_when_the_verdict_changes() {
            guarantee.onDecided(decided(A, Verdict.TICKET_NOT_FOUND));
            guarantee.onDecided(replayed(A, Verdict.SYNCED));
            assertBroken(guarantee);
        }

        @Test
        void break_when_the_scan_is_decided_again() {
            guarantee.onDecided(decided(A, Verdict.SYNCED));
            guarantee.onDecided(decided(A, Verdict.SYNCED));
            assertBroken(guarantee);
        }

        @Test
        void break_when_a_verdict_is_replayed_that_never_was() {
            guarantee.onDecided(replayed(A, Verdict.SYNCED));
            assertBroken(guarantee);
        }
    }

    @Nested
    class Acknowledged {
        private final AcknowledgedIsDurable guarantee = new AcknowledgedIsDurable();

        @Test
        void holds_when_announcement_and_scans_are_stored() {
            guarantee.onSyncStarted(POSITION, announced(1));
            guarantee.onUploaded(uploaded(A));
            guarantee.onAcknowledged(UPLOAD, 1);
            assertHolds(guarantee);
        }

        @Test
        void holds_of_an_upload_that_was_never_answered() {
            guarantee.onSyncStarted(POSITION, announced(2));
            guarantee.onUploaded(uploaded(A));
            assertHolds(guarantee);
        }

        @Test
        void breaks_when_a_scan_is_lost() {
            guarantee.onSyncStarted(POSITION, announced(2));
            guarantee.onUploaded(uploaded(A));
            guarantee.onAcknowledged(UPLOAD, 2);
            assertBroken(guarantee);
        }

        @Test
        void holds_when_an_online_scan_and_a_ticket_are_stored() {
            ScanUploaded online =
                    ScanUploaded.newBuilder(uploaded(A)).setSyncSessionId(null).build();
            guarantee.onUploaded(online);
            guarantee.onScanAcknowledged("event", A);
            guarantee.onTicketChanged(
                    new TicketChanged("event", "T-1", TicketStatus.VALID, "Day", null, "1", NOON, null));
            guarantee.onTicketAcknowledged("event", "T-1");
            assertHolds(guarantee);
        }

        @Test
        void breaks_when_an_online_scan_is_lost() {
            guarantee.onUploaded(uploaded(A)); // In an upload.
            guarantee.onScanAcknowledged("event", A);
            assertBroken(guarantee);
        }

        @Test
        void breaks_when_a_ticket_is_lost() {
            guarantee.onTicketChanged(
                    new TicketChanged("other", "T-1", TicketStatus.VALID, "Day", null, "1", NOON, null));
            guarantee.onTicketAcknowledged("event", "T-1");
            assertBroken(guarantee);
        }

        @Test
        void breaks_when_the_announcement_is_lost() {
            guarantee.onUploaded(uploaded(A));
            guarantee.onAcknowledged(UPLOAD, 1);
            assertBroken(guarantee);
        }
    }

    /** A ticket, its one scan, and the upload that the scan came in. */
    @Nested
    class Projection {
        private final Map<String, EventRow> events = new HashMap<>();
        private final Map<TicketId, TicketRow> tickets = new HashMap<>(
                Map.of(new TicketId("event", "T-1"), new TicketRow("Day", null, "1", false, 1, 1, NOON, "north")));
        private final Map<ScanId, ScanRow> scans =
                new HashMap<>(Map.of(new ScanId("event", "north", "T-1", A, NOON), row("synced", null, true)));
        private final Map<Long, SessionRow> sessions = new HashMap<>(
                Map.of(UPLOAD, new SessionRow("event", "north", "session", 1, 1, 0, 0, 0, 0, true, null)));
        private final Map<Long, LoginRow> logins = new HashMap<>();
        private final Map<DeviceId, DeviceRow> devices = new HashMap<>();
        private final Map<DeviceId, DeviceLoginRow> deviceLogins = new HashMap<>();
        private final ProjectionMatchesLog guarantee = new ProjectionMatchesLog(
                () -> new TableRows(events, tickets, scans, sessions, logins, devices, deviceLogins));

        private static ScanRow row(String status, String error, boolean admitted) {
            return new ScanRow(status, error, NOON, admitted, null, null, 0, false, null, null);
        }

        private void showLog() {
            guarantee.onTicketChanged(
                    new TicketChanged("event", "T-1", TicketStatus.VALID, "Day", null, "1", NOON, null));
            guarantee.onSyncStarted(POSITION, announced(1));
            guarantee.onDecided(decided(A, Verdict.SYNCED));
        }

        @Test
        void holds_when_the_tables_say_what_the_topics_say() {
            showLog();
            assertHolds(guarantee);
        }

        @Test
        void is_compared_with_the_tables_as_they_are_at_each_question() {
            showLog();
            Map<ScanId, ScanRow> before = Map.copyOf(scans);
            scans.clear();
            assertBroken(guarantee);

            scans.putAll(before);
            assertHolds(guarantee);
        }

        @Test
        void breaks_when_an_attempt_to_log_in_has_no_row() {
            showLog();
            guarantee.onLoginAttempted(
                    POSITION, new LoginAttempted("event", "event", "north", true, "Welcome", null, null, NOON));
            assertBroken(guarantee);

            logins.put(POSITION.toLong(), new LoginRow("event", "event", "north", true, "Welcome", null, null, NOON));
            assertHolds(guarantee);
        }

        @Test
        void breaks_when_a_device_that_was_cut_off_has_no_row() {
            showLog();
            guarantee.onDeviceChanged(
                    new DeviceChanged("event", "north", null, null, DeviceState.REVOKED, null, NOON, null, null));
            assertBroken(guarantee);

            devices.put(new DeviceId("event", "north"), new DeviceRow(null, null, "revoked", NOON));
            assertHolds(guarantee);
        }

        @Test
        void breaks_when_a_phone_that_logged_in_has_no_row() {
            showLog();
            guarantee.onDeviceLoggedIn(
                    new DeviceLoggedIn("event", "north", "phone", null, null, "Phone 7", "North", NOON));
            assertBroken(guarantee);

            deviceLogins.put(new DeviceId("event", "north"), new DeviceLoginRow("Phone 7", "North", NOON));
            assertHolds(guarantee);
        }

        @Test
        void holds_of_an_ended_event_only_without_its_rows() {
            showLog();
            guarantee.onEventChanged(new EventAccess("event", "Festival", "", EventState.ENDED, NOON, null, true));
            events.put("event", new EventRow("Festival", "ended", NOON));
            assertBroken(guarantee);

            tickets.clear();
            scans.clear();
            sessions.clear();
            assertHolds(guarantee);
        }

        @Test
        void holds_when_a_resend_is_counted_apart_and_says_that_the_holder_is_in() {
            ScanDecided first = decided(A, Verdict.TICKET_NOT_FOUND);
            ScanDecided resend = replayed(A, Verdict.TICKET_NOT_FOUND);
            resend.setAdmitted(true);
            guarantee.onSyncStarted(POSITION, announced(2));
            guarantee.onDecided(first);
            guarantee.onDecided(resend);
            tickets.clear();
            scans.put(new ScanId("event", "north", "T-1", A, NOON), row("failed", "Ticket not found", true));
            sessions.put(UPLOAD, new SessionRow("event", "north", "session", 2, 0, 1, 0, 0, 1, true, null));

            assertHolds(guarantee);
        }

        @Test
        void holds_when_nobody_is_in_after_a_scan_was_taken_back() {
            showLog();
            guarantee.onDecided(undo(A, Verdict.SYNCED, UndoAnswer.UNDONE));
            guarantee.onDecided(undone(letIn(replayed(A, Verdict.SYNCED))));
            sessions.put(UPLOAD, new SessionRow("event", "north", "session", 1, 1, 0, 0, 0, 1, true, null));
            assertBroken(guarantee);

            tickets.put(new TicketId("event", "T-1"), new TicketRow("Day", null, "1", false, 0, 0, null, null));
            assertBroken(guarantee);

            scans.put(
                    new ScanId("event", "north", "T-1", A, NOON),
                    new ScanRow(
                            "synced", null, NOON, false, null, null, 0, false, NOON.plusSeconds(60), "wrong person"));
            assertHolds(guarantee);
        }

        @Test
        void holds_when_everybody_is_out_again_after_a_rehearsal() {
            showLog();
            guarantee.onTicketChanged(new TicketChanged("event", "", null, null, null, null, NOON, 7L));
            assertBroken(guarantee);

            tickets.put(new TicketId("event", "T-1"), new TicketRow("Day", null, "1", false, 0, 0, null, null));
            assertBroken(guarantee);

            scans.put(
                    new ScanId("event", "north", "T-1", A, NOON),
                    new ScanRow("synced", null, NOON, true, null, null, 0, true, null, null));
            assertHolds(guarantee);
        }

        @Test
        void breaks_when_an_event_is_missing() {
            showLog();
            guarantee.onEventChanged(new EventAccess("event", "Festival", "", EventState.OPEN, NOON, null, true));
            assertBroken(guarantee);
        }

        @Test
        void breaks_when_a_resend_is_counted_with_its_verdict_again() {
            showLog();
            guarantee.onDecided(replayed(A, Verdict.SYNCED));
            sessions.put(UPLOAD, new SessionRow("event", "north", "session", 1, 2, 0, 0, 0, 0, true, null));

            assertBroken(guarantee);
        }

        @Test
        void breaks_when_a_row_is_missing() {
            showLog();
            tickets.clear();
            assertBroken(guarantee);
        }

        @Test
        void breaks_when_a_row_differs() {
            showLog();
            sessions.put(UPLOAD, new SessionRow("event", "north", "session", 1, 0, 1, 0, 0, 0, true, null));
            assertBroken(guarantee);
        }

        @Test
        void breaks_when_there_is_a_row_too_many() {
            showLog();
            scans.put(new ScanId("event", "north", "T-1", B, NOON), row("duplicate", null, false));
            assertBroken(guarantee);
        }

        @Test
        void expects_a_long_device_id_cut_to_the_width_of_the_column() {
            String device = "\uD83D\uDCF1".repeat(250);
            tickets.clear();
            scans.put(
                    new ScanId("event", "north", "T-1", A, NOON),
                    row("conflict", "Already scanned by " + device.substring(0, 2 * (255 - 19)), false));
            sessions.clear();
            ScanDecided conflict = decided(A, Verdict.CONFLICT, false, new FirstScan(B, device, NOON));
            guarantee.onDecided(conflict);

            assertHolds(guarantee);
        }
    }

    @Test
    void several_guarantees_are_shown_everything_and_verified_together() {
        TopicGuarantees guarantees = TopicGuarantees.ofDecisions();
        guarantees.onUploaded(uploaded(A));
        guarantees.onDecided(decided(A, Verdict.SYNCED));
        assertThatCode(guarantees::verify).doesNotThrowAnyException();

        guarantees.onUploaded(uploaded(B));
        guarantees.onDecided(decided(B, Verdict.SYNCED));
        assertThatThrownBy(guarantees::verify)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("WRONG  each ticket is admitted at most once")
                .hasMessageNotContaining("ok ");
    }
}
