package io.gatesync.client;

/** One upload as the tables have it. */
public record SyncSession(
        long syncSessionId,
        String state,
        int scansUploaded,
        int scansSuccessful,
        int scansFailed,
        int scansDuplicate,
        int scansConflict) {

    /** Whether every scan of the upload has its verdict in the tables. */
    public boolean isCompleted() {
        return "completed".equals(state);
    }
}
