package io.gatesync.projector.tables;

import static io.gatesync.projector.SampleRecords.outcome;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatesync.projector.SampleRecords;
import io.gatesync.schemas.ScanDecided;
import io.gatesync.schemas.Verdict;
import io.gatesync.testing.RealServers;
import io.gatesync.testing.Server;
import io.gatesync.testing.Servers;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@RealServers(Server.POSTGRES)
class ScanLogTableTest {
    private final MigratedDatabase database =
            new MigratedDatabase(Servers.current().newDatabase());
    private final WrittenOutcomes outcomes = new WrittenOutcomes(database);

    @Test
    void more_scans_than_are_copied_at_once_are_all_logged() throws RowRefusedException {
        outcomes.writeBatch(IntStream.range(0, 1_000)
                .mapToObj(i -> outcome("expo", "gate-1", "T-" + i, Verdict.SYNCED)
                        .setGate(i % 2 == 0 ? "Süd 🚪" : null)
                        .build())
                .toList());

        assertThat(statuses()).hasSize(1_000).containsEntry("T-0", "synced").containsEntry("T-999", "synced");
        assertThat(database.jdbc().queryForList("select distinct gate from device_scan_logs", String.class))
                .containsExactlyInAnyOrder("Süd 🚪", null);
    }

    @Test
    void of_a_scan_that_the_processor_had_forgotten_the_first_verdict_stands_and_the_others_are_logged()
            throws RowRefusedException {
        outcomes.writeBatch(scan("A", Verdict.SYNCED));
        outcomes.writeBatch(scan("B", Verdict.SYNCED), scan("A", Verdict.CONFLICT), scan("C", Verdict.DUPLICATE));

        assertThat(statuses())
                .containsExactlyInAnyOrderEntriesOf(Map.of("A", "synced", "B", "synced", "C", "duplicate"));
    }

    @Test
    void a_row_that_is_refused_is_told_and_none_of_its_batch_is_written() throws RowRefusedException {
        outcomes.writeBatch(scan("A", Verdict.SYNCED));

        assertThatThrownBy(
                        () -> outcomes.writeBatch(scan("B", Verdict.SYNCED), scan("C\u0000", Verdict.TICKET_NOT_FOUND)))
                .isInstanceOf(RowRefusedException.class)
                .hasMessageContaining("0x00");
        assertThat(statuses()).containsOnlyKeys("A");
    }

    /** The index holds only the scans that did not admit: a query for them has to find it. */
    @Test
    void scans_of_a_status_are_found_by_the_index() throws RowRefusedException {
        outcomes.writeBatch(IntStream.range(0, 1_000)
                .mapToObj(i -> scan("T-" + i, i % 100 == 0 ? Verdict.TICKET_NOT_FOUND : Verdict.SYNCED))
                .toList());
        database.jdbc().execute("analyze device_scan_logs");

        assertThat(String.join(
                        "\n",
                        database.jdbc()
                                .queryForList(
                                        "explain select * from device_scan_logs where sync_status = 'failed'",
                                        String.class)))
                .contains("device_scan_logs_sync_status_index");
    }

    private static ScanDecided scan(String qrcode, Verdict verdict) {
        return outcome("expo", "gate-1", qrcode, verdict)
                .setScanId(SampleRecords.named(qrcode))
                .build();
    }

    private Map<String, String> statuses() {
        return database.jdbc().queryForList("select qrcode, sync_status from device_scan_logs").stream()
                .collect(toMap(row -> (String) row.get("qrcode"), row -> (String) row.get("sync_status")));
    }
}
