package io.gatesync.demo;

import static io.gatesync.client.SyncStatus.CONFLICT;
import static io.gatesync.client.SyncStatus.DUPLICATE;
import static io.gatesync.client.SyncStatus.FAILED;
import static io.gatesync.client.SyncStatus.PENDING;
import static io.gatesync.client.SyncStatus.SYNCED;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatesync.client.ScanResult;
import io.gatesync.client.SyncStatus;
import io.gatesync.demo.Shift.App;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LedgerTest {

    private final Ledger ledger = ledgerOf(App.CURRENT);

    private static Ledger ledgerOf(App app) {
        return new Ledger(new Shift("phone", 1, app, Optional.empty(), List.of()));
    }

    private static Scan scanOf(String qrcode) {
        return new Scan(UUID.randomUUID(), qrcode, 0, false);
    }

    private static ScanResult result(Scan scan, SyncStatus status) {
        return new ScanResult(scan.qrcode(), status, false);
    }

    private static void heard(Ledger ledger, Scan scan, SyncStatus status) {
        ledger.heard(scan, result(scan, status));
    }

    @Test
    void each_verdict_is_counted_as_what_it_is() {
        heard(ledger, scanOf("A"), SYNCED);
        heard(ledger, scanOf("A"), DUPLICATE);
        heard(ledger, scanOf("B"), CONFLICT);
        heard(ledger, scanOf("C"), FAILED);

        Tally tally = ledger.tally();
        assertThat(tally.admitted()).isEqualTo(1);
        assertThat(tally.duplicates()).isEqualTo(1);
        assertThat(tally.conflicts()).isEqualTo(1);
        assertThat(tally.failed()).isEqualTo(1);
        assertThat(tally.settled()).isEqualTo(4);
        assertThat(ledger.contradictions()).isEmpty();
        assertThat(ledger.admittedTwice()).isEmpty();
    }

    @Test
    void a_pending_scan_is_pending_until_it_is_decided() {
        Scan scan = scanOf("A");
        heard(ledger, scan, PENDING);
        assertThat(ledger.tally().pending()).isEqualTo(1);
        assertThat(ledger.tally().settled()).isZero();

        heard(ledger, scan, SYNCED);
        assertThat(ledger.tally().pending()).isZero();
        assertThat(ledger.tally().admitted()).isEqualTo(1);
    }

    @Test
    void a_scan_sent_again_after_a_lost_answer_keeps_its_verdict() {
        Scan scan = scanOf("A");
        ledger.unheard(scan, result(scan, SYNCED));
        heard(ledger, scan, SYNCED);

        assertThat(ledger.contradictions()).isEmpty();
        assertThat(ledger.tally().admitted()).isEqualTo(1);
    }

    @Test
    void a_verdict_that_changes_when_the_scan_is_sent_again_is_a_contradiction() {
        Scan scan = scanOf("A");
        ledger.unheard(scan, result(scan, SYNCED));
        heard(ledger, scan, CONFLICT);

        assertThat(ledger.contradictions())
                .containsExactly("a scan of A was 'synced' at first and 'conflict' when sent again");
    }

    @Test
    void the_old_app_learns_from_duplicate_that_its_own_lost_scan_was_admitted() {
        Ledger old = ledgerOf(App.OLD);
        Scan scan = scanOf("A");
        old.unheard(scan, result(scan, SYNCED));
        heard(old, scan, DUPLICATE);

        assertThat(old.contradictions()).isEmpty();
        assertThat(old.tally().admitted()).isEqualTo(1);
        assertThat(old.tally().duplicates()).isZero();
    }

    @Test
    void the_current_app_is_not_told_duplicate_for_its_own_lost_scan() {
        Scan scan = scanOf("A");
        ledger.unheard(scan, result(scan, SYNCED));
        heard(ledger, scan, DUPLICATE);

        assertThat(ledger.contradictions()).hasSize(1);
    }

    @Test
    void two_admissions_of_one_ticket_are_noticed() {
        heard(ledger, scanOf("A"), SYNCED);
        heard(ledger, scanOf("A"), SYNCED);

        assertThat(ledger.admittedTwice()).containsExactly("A");
    }

    @Test
    void an_answer_for_another_code_is_a_contradiction() {
        ledger.heard(scanOf("A"), result(scanOf("B"), SYNCED));

        assertThat(ledger.contradictions()).containsExactly("B was answered in the place of A");
    }
}
