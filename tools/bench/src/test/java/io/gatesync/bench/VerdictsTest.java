package io.gatesync.bench;

import static io.gatesync.client.SyncStatus.CONFLICT;
import static io.gatesync.client.SyncStatus.DUPLICATE;
import static io.gatesync.client.SyncStatus.FAILED;
import static io.gatesync.client.SyncStatus.PENDING;
import static io.gatesync.client.SyncStatus.SYNCED;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatesync.bench.ScanPlan.Request;
import io.gatesync.client.SyncStatus;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two devices that send one upload of two scans each; the last scan is of the first's ticket. */
class VerdictsTest {

    private final ScanPlan plan = planWithOneConflictAtTheEnd();
    private final Request first = plan.requestsOf(0, 0).getFirst();
    private final Request second = plan.requestsOf(1, 0).getFirst();
    private final Verdicts verdicts = new Verdicts(plan);

    private static ScanPlan planWithOneConflictAtTheEnd() {
        for (long seed = 0; ; seed++) {
            ScanPlan plan = ScanPlan.of("event", "a", new LoadSpec(4, 2, 2, 30), seed);
            if (plan.tickets() == 3 && plan.ticketOf(3) == plan.ticketOf(0)) {
                return plan;
            }
        }
    }

    private void send(Request upload, SyncStatus... statuses) {
        verdicts.noteSent(upload);
        for (int at = 0; at < statuses.length; at++) {
            verdicts.noteVerdict(upload.firstScan() + at, statuses[at], statuses[at] == CONFLICT ? 0 : -1);
        }
    }

    private List<String> violations() {
        return verdicts.findings().stream()
                .flatMap(finding -> finding.violations().stream())
                .toList();
    }

    @Test
    void nothing_is_wrong_when_the_first_of_two_scans_wins() {
        send(first, SYNCED, SYNCED);
        send(second, SYNCED, CONFLICT);

        assertThat(verdicts.areDecided(first)).isTrue();
        assertThat(verdicts.areDecided(second)).isTrue();
        assertThat(violations()).isEmpty();
        assertThat(verdicts.counts())
                .containsEntry(SYNCED, 3L)
                .containsEntry(CONFLICT, 1L)
                .containsEntry(FAILED, 0L);
        assertThat(verdicts.scansSent()).isEqualTo(4);
        assertThat(verdicts.admitted()).containsExactly(2, 1);
    }

    @Test
    void nothing_is_wrong_when_only_some_uploads_were_sent() {
        send(second, SYNCED, SYNCED);

        assertThat(violations()).isEmpty();
        assertThat(verdicts.scansSent()).isEqualTo(2);
    }

    @Test
    void two_admissions_of_one_ticket_are_found() {
        send(first, SYNCED, SYNCED);
        send(second, SYNCED, SYNCED);

        assertThat(violations())
                .containsExactly("%s was admitted by a-device-0 and by a-device-1".formatted(plan.qrcodeOf(0)));
    }

    @Test
    void an_upload_is_undecided_as_long_as_one_scan_is() {
        send(first, SYNCED, PENDING);

        assertThat(verdicts.areDecided(first)).isFalse();
        assertThat(violations()).containsExactly("a-device-0 has no verdict on " + plan.qrcodeOf(1));
    }

    @Test
    void an_upload_that_was_never_answered_is_found() {
        verdicts.noteSent(first);

        assertThat(violations()).hasSize(2);
    }

    @Test
    void an_answer_that_is_none_to_its_upload_is_found() {
        verdicts.noteSent(first);
        verdicts.noteWrongAnswer(first, "was answered with 1 results instead of 2");

        assertThat(violations()).contains("an upload of a-device-0 was answered with 1 results instead of 2");
    }

    @Test
    void a_conflict_that_names_another_device_than_the_first_is_found() {
        send(first, SYNCED, SYNCED);
        send(second, SYNCED, SYNCED);
        verdicts.noteVerdict(3, CONFLICT, 1);

        assertThat(violations())
                .containsExactly(
                        "a-device-1 was told conflict on %s, which a-device-0 had won".formatted(plan.qrcodeOf(0)));
    }

    @Test
    void a_second_scan_by_another_device_is_no_duplicate() {
        send(first, SYNCED, SYNCED);
        send(second, SYNCED, DUPLICATE);

        assertThat(violations())
                .contains("a-device-1 was told duplicate on %s, which a-device-0 had won".formatted(plan.qrcodeOf(0)));
    }

    @Test
    void a_first_scan_is_no_duplicate_of_a_later_one_of_the_same_device() {
        ScanPlan twice = planOfOneTicketScannedTwice();
        Verdicts told = new Verdicts(twice);
        twice.requestsOf(0, 0).forEach(told::noteSent);
        told.noteVerdict(0, DUPLICATE, -1);
        told.noteVerdict(1, SYNCED, -1);

        assertThat(told.findings().stream().flatMap(finding -> finding.violations().stream()))
                .contains("b-device-0 was told duplicate on %s, which b-device-0 had won".formatted(twice.qrcodeOf(0)));
    }

    private static ScanPlan planOfOneTicketScannedTwice() {
        LoadSpec load = new LoadSpec(
                2, 1, 1, new LoadSpec.Mix(50, 0, 0), LoadSpec.Codes.RANDOM, LoadSpec.Pace.CLOSED, LoadSpec.Call.SYNC);
        for (long seed = 0; ; seed++) {
            ScanPlan plan = ScanPlan.of("event", "b", load, seed);
            if (plan.tickets() == 1) {
                return plan;
            }
        }
    }
}
