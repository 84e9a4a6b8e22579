package io.gatesync.opponents;

import java.lang.System.Logger;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;

/**
 * Has the planner look at the log once it holds something. Of an empty table it believes that a device has a single row, and looks
 * scans up by the device's index until autovacuum comes, a minute later.
 */
final class Statistics {

    private static final Logger LOG = System.getLogger(Statistics.class.getName());
    private static final long FIRST_ROWS = 2_000;

    private final DataSource database;
    private final AtomicLong rows = new AtomicLong();

    Statistics(DataSource database) {
        this.database = database;
    }

    void logged(int more) {
        long before = rows.getAndAdd(more);
        if (before < FIRST_ROWS && before + more >= FIRST_ROWS) {
            Thread.ofVirtual().start(this::analyze);
        }
    }

    private void analyze() {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("analyze device_scan_logs, sync_sessions");
        } catch (SQLException e) {
            LOG.log(Logger.Level.WARNING, "The log was not analyzed, autovacuum will do it: " + e.getMessage());
        }
    }
}
