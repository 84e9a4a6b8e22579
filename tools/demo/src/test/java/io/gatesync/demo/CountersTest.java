package io.gatesync.demo;

import static io.gatesync.client.SyncStatus.CONFLICT;
import static io.gatesync.client.SyncStatus.DUPLICATE;
import static io.gatesync.client.SyncStatus.FAILED;
import static io.gatesync.client.SyncStatus.PENDING;
import static io.gatesync.client.SyncStatus.SYNCED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class CountersTest {

    private final Counters counters = new Counters();

    private static Scan scanOf(String qrcode) {
        return new Scan(UUID.randomUUID(), qrcode, 0, false);
    }

    @Test
    void each_verdict_is_counted_as_what_it_is() {
        counters.told(scanOf("A"), SYNCED);
        counters.told(scanOf("A"), DUPLICATE);
        counters.told(scanOf("B"), CONFLICT);
        counters.told(scanOf("C"), FAILED);

        Tally tally = counters.tally();
        assertThat(tally.admitted()).isEqualTo(1);
        assertThat(tally.duplicates()).isEqualTo(1);
        assertThat(tally.conflicts()).isEqualTo(1);
        assertThat(tally.failed()).isEqualTo(1);
        assertThat(tally.settled()).isEqualTo(4);
    }

    @Test
    void a_pending_scan_is_pending_until_it_is_decided() {
        Scan scan = scanOf("A");
        counters.told(scan, PENDING);
        assertThat(counters.tally().pending()).isEqualTo(1);
        assertThat(counters.tally().settled()).isZero();

        counters.told(scan, SYNCED);
        assertThat(counters.tally().pending()).isZero();
        assertThat(counters.tally().admitted()).isEqualTo(1);
    }

    @Test
    void a_first_duplicate_tells_an_old_app_that_it_let_the_ticket_in() {
        counters.told(scanOf("A"), DUPLICATE);
        assertThat(counters.tally().admitted()).isEqualTo(1);
        assertThat(counters.tally().duplicates()).isZero();

        counters.told(scanOf("A"), DUPLICATE);
        assertThat(counters.tally().duplicates()).isEqualTo(1);
    }
}
