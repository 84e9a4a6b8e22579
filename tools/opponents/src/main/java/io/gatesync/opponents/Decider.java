package io.gatesync.opponents;

import java.sql.SQLException;

/** Gives the scans of uploads their verdicts. Many threads may share one. */
interface Decider extends AutoCloseable {

    /**
     * Decides all scans of an upload. When it returns, every verdict is committed.
     *
     * @throws SQLException if the database did not take the upload; the same may be sent again
     */
    void decide(Upload upload) throws SQLException, InterruptedException;

    @Override
    default void close() {}
}
