package io.gatesync.projector.tables;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Uploads whose verdicts did not all come in time. They are shown as failed until the missing verdicts come after all. */
public final class OverdueSyncs {
    /**
     * Passes over uploads whose announcement is missing: Kafka has deleted it, so nobody knows whether a verdict is missing.
     * Locks the rows that it changes, and skips rows that the projection is writing, so that neither waits for the other.
     * Leaves updated_at alone: that holds only times from records, so that tables built anew come out the same.
     */
    private static final String MARK_FAILED = """
            update sync_sessions set status = 'failed', error_message = :message
            where id in (
                select id from sync_sessions
                where status = 'in_progress' and scans_uploaded > 0 and started_at < :before
                for update skip locked)""";

    private final JdbcClient jdbc;
    private final Duration timeout;

    /** @param timeout how long after its start an upload is overdue */
    public OverdueSyncs(JdbcClient jdbc, Duration timeout) {
        this.jdbc = jdbc;
        this.timeout = timeout;
    }

    /**
     * Marks the uploads that are overdue.
     *
     * @param shownUntil the tables show all verdicts up to this moment, so that what is missing is not only late in the tables
     * @return how many they are
     */
    public int markFailed(Instant shownUntil) {
        double seconds = timeout.toMillis() / 1000.0;
        return jdbc.sql(MARK_FAILED)
                .param("message", "Not every scan got its verdict within %s s".formatted(trimmed(seconds)))
                .param("before", shownUntil.minus(timeout).atOffset(ZoneOffset.UTC))
                .update();
    }

    private static String trimmed(double seconds) {
        return seconds == Math.rint(seconds) ? Long.toString((long) seconds) : Double.toString(seconds);
    }
}
