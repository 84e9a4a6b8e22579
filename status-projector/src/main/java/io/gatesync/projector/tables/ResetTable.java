package io.gatesync.projector.tables;

import io.gatesync.projector.changes.AdmissionReset;
import java.util.List;
import org.springframework.jdbc.core.JdbcOperations;

/**
 * {@code admission_resets}: the round of admissions that each event is in. What was decided in an earlier one is of a rehearsal,
 * whenever it comes: so a writer of verdicts and a writer of rounds wait for each other.
 */
final class ResetTable {
    /** Any number that no other program takes for such a lock in this database. */
    private static final long LOCK = 0x6761_7465_7379_6E63L;

    static final String LOCK_SHARED = "select pg_advisory_xact_lock_shared(" + LOCK + ")";
    static final String LOCK_ALONE = "select pg_advisory_xact_lock(" + LOCK + ")";

    private static final String WRITE = """
            insert into admission_resets as present (event_id, admission_round, reset_at)
            select event_id, admission_round, to_timestamp(reset_at / 1000.0::float8)
            from unnest(?, ?, ?) as begun (event_id, admission_round, reset_at)
            on conflict (event_id) do update set admission_round = excluded.admission_round, reset_at = excluded.reset_at
            where excluded.admission_round > present.admission_round""";

    private static final String OUT_AGAIN = """
            update offline_tickets as ticket set log_count = 0, sync = 0, scanned_at = null, device_id = null, admission_round = 0
            from admission_resets as reset
            where reset.event_id = ticket.event_id and ticket.event_id = any (?)
                and ticket.log_count = 1 and ticket.admission_round < reset.admission_round""";

    private static final String REHEARSED = """
            update device_scan_logs as log set rehearsal = true from admission_resets as reset
            where reset.event_id = log.event_id and log.event_id = any (?)
                and not log.rehearsal and log.admission_round < reset.admission_round""";

    private final JdbcOperations jdbc;

    ResetTable(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Writes the rounds that begin. Until the end of the transaction, no other begins that it does not see; and where one begins, no
     * other transaction writes tickets or verdicts.
     */
    void write(List<AdmissionReset> resets) {
        if (resets.isEmpty()) {
            jdbc.execute(LOCK_SHARED);
            return;
        }
        jdbc.execute(LOCK_ALONE);
        int begun = jdbc.update(
                WRITE,
                new RowArrays<>(resets)
                        .text(AdmissionReset::eventId)
                        .int8(AdmissionReset::round)
                        .time(AdmissionReset::resetAt));
        if (begun > 0) { // Each partition says so, and the first that comes counts.
            RowArrays<AdmissionReset> events = new RowArrays<>(resets).text(AdmissionReset::eventId);
            jdbc.update(OUT_AGAIN, events);
            jdbc.update(REHEARSED, events);
        }
    }
}
