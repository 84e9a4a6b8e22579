package io.gatesync.bench;

import static io.gatesync.client.SyncStatus.CONFLICT;
import static io.gatesync.client.SyncStatus.FAILED;
import static io.gatesync.client.SyncStatus.PENDING;
import static io.gatesync.client.SyncStatus.SYNCED;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatesync.bench.ScanPlan.Request;
import io.gatesync.client.ScanResult;
import io.gatesync.client.SyncStatus;
import java.util.ArrayList;
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

    private boolean answer(Request upload, SyncStatus... statuses) {
        List<ScanResult> results = new ArrayList<>();
        for (SyncStatus status : statuses) {
            results.add(new ScanResult(plan.qrcodeOf(upload.firstScan() + results.size()), status, false));
        }
        return verdicts.noteAnswer(upload, results);
    }

    private boolean send(Request upload, SyncStatus... statuses) {
        verdicts.noteSent(upload);
        return answer(upload, statuses);
    }

    private List<String> violations() {
        return verdicts.findings().stream()
                .flatMap(finding -> finding.violations().stream())
                .toList();
    }

    @Test
    void nothing_is_wrong_when_the_first_of_two_scans_wins() {
        assertThat(send(first, SYNCED, SYNCED)).isTrue();
        assertThat(send(second, SYNCED, CONFLICT)).isTrue();

        assertThat(violations()).isEmpty();
        assertThat(verdicts.counts())
                .containsEntry(SYNCED, 3L)
                .containsEntry(CONFLICT, 1L)
                .containsEntry(FAILED, 0L);
        assertThat(verdicts.scansSent()).isEqualTo(4);
        assertThat(verdicts.admittedBy(0)).isEqualTo(2);
        assertThat(verdicts.admittedBy(1)).isEqualTo(1);
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
        assertThat(send(first, SYNCED, PENDING)).isFalse();
        assertThat(violations()).containsExactly("a-device-0 has no verdict on " + plan.qrcodeOf(1));
    }

    @Test
    void an_upload_that_was_never_answered_is_found() {
        verdicts.noteSent(first);

        assertThat(violations()).hasSize(2);
    }

    @Test
    void an_answer_with_too_few_results_is_found_and_not_sent_again() {
        assertThat(send(first, SYNCED)).isTrue();

        assertThat(violations()).contains("an upload of 2 scans was answered with 1 results");
    }
}
