package io.gatesync.bench;

import static io.gatesync.client.SyncStatus.CONFLICT;
import static io.gatesync.client.SyncStatus.FAILED;
import static io.gatesync.client.SyncStatus.PENDING;
import static io.gatesync.client.SyncStatus.SYNCED;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatesync.client.ScanResult;
import io.gatesync.client.SyncStatus;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two devices that send two uploads of two scans each; the last scan is of the first's ticket. */
class VerdictsTest {

    private final ScanPlan plan = planWithOneConflictAtTheEnd();
    private final Verdicts verdicts = new Verdicts(plan);

    private static ScanPlan planWithOneConflictAtTheEnd() {
        for (long seed = 0; ; seed++) {
            ScanPlan plan = ScanPlan.of("a", new Load(4, 2, 2, 30), seed);
            if (plan.tickets() == 3 && plan.ticketOf(3) == plan.ticketOf(0)) {
                return plan;
            }
        }
    }

    private boolean tell(int firstScan, SyncStatus... statuses) {
        List<ScanResult> results = new ArrayList<>();
        for (SyncStatus status : statuses) {
            results.add(new ScanResult(plan.qrcodeOf(firstScan + results.size()), status, false));
        }
        return verdicts.note(firstScan, 2, results);
    }

    @Test
    void nothing_is_wrong_when_the_first_of_two_scans_wins() {
        assertThat(tell(0, SYNCED, SYNCED)).isTrue();
        assertThat(tell(2, SYNCED, CONFLICT)).isTrue();

        assertThat(verdicts.violations()).isEmpty();
        assertThat(verdicts.counts())
                .containsEntry(SYNCED, 3L)
                .containsEntry(CONFLICT, 1L)
                .containsEntry(FAILED, 0L);
        assertThat(verdicts.admittedBy(0)).isEqualTo(2);
        assertThat(verdicts.admittedBy(1)).isEqualTo(1);
    }

    @Test
    void nothing_is_wrong_when_the_second_of_two_scans_wins_or_only_some_were_sent() {
        tell(2, SYNCED, SYNCED);
        assertThat(verdicts.violations()).isEmpty();

        tell(0, CONFLICT, SYNCED);
        assertThat(verdicts.violations()).isEmpty();
    }

    @Test
    void two_admissions_of_one_ticket_are_found() {
        tell(0, SYNCED, SYNCED);
        tell(2, SYNCED, SYNCED);

        assertThat(verdicts.violations()).containsExactly("1 tickets were admitted twice");
    }

    @Test
    void a_ticket_that_nobody_got_admitted_is_found() {
        tell(0, CONFLICT, SYNCED);
        tell(2, SYNCED, CONFLICT);

        assertThat(verdicts.violations()).containsExactly("1 tickets were scanned and not admitted");
    }

    @Test
    void a_failed_scan_is_found() {
        tell(0, FAILED, SYNCED);

        assertThat(verdicts.violations())
                .containsExactly("1 tickets were scanned and not admitted", "1 scans of valid tickets failed");
    }

    @Test
    void an_upload_is_undecided_as_long_as_one_scan_is_and_decided_scans_keep_their_verdict() {
        assertThat(tell(0, SYNCED, PENDING)).isFalse();
        assertThat(tell(0, SYNCED, SYNCED)).isTrue();
        assertThat(verdicts.violations()).isEmpty();

        tell(0, CONFLICT, SYNCED);
        assertThat(verdicts.violations()).contains("%s was SYNCED and then CONFLICT".formatted(plan.qrcodeOf(0)));
    }

    @Test
    void an_answer_with_too_few_results_is_found() {
        tell(0, SYNCED);

        assertThat(verdicts.violations()).containsExactly("an upload of 2 scans was answered 1 results");
    }
}
