package io.gatesync.client;

/**
 * One upload, as the tables show it. Counts are of scans.
 *
 * @param state {@code completed} once every scan has its verdict in the tables
 * @param scansFailed failed scans and conflicts
 * @param scansReplayed scans that were sent again, and counted with their verdict before
 */
public record SyncSession(
        long syncSessionId,
        String state,
        int scansUploaded,
        int scansSuccessful,
        int scansFailed,
        int scansDuplicate,
        int scansConflict,
        int scansReplayed) {

    /** Whether every scan of the upload has its verdict in the tables. */
    public boolean isCompleted() {
        return "completed".equals(state);
    }
}
