package io.gatesync.opponents;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** Ids in blocks from a sequence: any number of services share it. */
final class RowIds {

    static final long BLOCK = 100_000;

    private final DataSource database;
    private long next;
    private long end;

    RowIds(DataSource database) {
        this.database = database;
    }

    /** The first of some ids in a row. */
    synchronized long take(int count) throws SQLException {
        if (end - next < count) {
            try (Connection connection = database.getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet block = statement.executeQuery("select nextval('row_ids')")) {
                block.next();
                next = block.getLong(1);
                end = next + BLOCK;
            }
        }
        long first = next;
        next += count;
        return first;
    }
}
