package io.gatesync.projector.tables;

import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Shows uploads as failed whose verdicts have not all come in time. A verdict that still comes makes it good. */
public final class OverdueSyncs {
    /**
     * Locks what it changes and skips what the projector is just writing, so that neither can wait for the other. Leaves
     * updated_at alone: it comes from records only, so that tables built anew come out equal.
     */
    private static final String FAIL = """
            update sync_sessions set status = 'failed', error_message = :message
            where id in (
                select id from sync_sessions
                where status = 'in_progress' and started_at < now() - make_interval(secs => :seconds)
                for update skip locked)""";

    private final JdbcClient jdbc;
    private final Duration timeout;

    public OverdueSyncs(JdbcClient jdbc, Duration timeout) {
        this.jdbc = jdbc;
        this.timeout = timeout;
    }

    /** Looks once, and says how many it found. */
    public int markFailed() {
        double seconds = timeout.toMillis() / 1000.0;
        return jdbc.sql(FAIL)
                .param("message", "Not every scan got its verdict within %s s".formatted(trimmed(seconds)))
                .param("seconds", seconds)
                .update();
    }

    private static String trimmed(double seconds) {
        return seconds == Math.rint(seconds) ? Long.toString((long) seconds) : Double.toString(seconds);
    }
}
