package io.gatesync.projector.tables;

import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Uploads whose verdicts did not all come in time. They are shown as failed until the missing verdicts come after all. */
public final class OverdueSyncs {
    /**
     * Locks the rows that it changes, and skips rows that the projection is writing, so that neither waits for the other.
     * Leaves updated_at alone: that holds only times from records, so that tables built anew come out the same.
     */
    private static final String MARK_FAILED = """
            update sync_sessions set status = 'failed', error_message = :message
            where id in (
                select id from sync_sessions
                where status = 'in_progress' and started_at < now() - make_interval(secs => :seconds)
                for update skip locked)""";

    private final JdbcClient jdbc;
    private final Duration timeout;

    /** @param timeout how long after its start an upload is overdue */
    public OverdueSyncs(JdbcClient jdbc, Duration timeout) {
        this.jdbc = jdbc;
        this.timeout = timeout;
    }

    /**
     * Marks the uploads that are overdue now.
     *
     * @return how many they are
     */
    public int markFailed() {
        double seconds = timeout.toMillis() / 1000.0;
        return jdbc.sql(MARK_FAILED)
                .param("message", "Not every scan got its verdict within %s s".formatted(trimmed(seconds)))
                .param("seconds", seconds)
                .update();
    }

    private static String trimmed(double seconds) {
        return seconds == Math.rint(seconds) ? Long.toString((long) seconds) : Double.toString(seconds);
    }
}
