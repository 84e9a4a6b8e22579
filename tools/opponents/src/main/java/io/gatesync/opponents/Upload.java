package io.gatesync.opponents;

import java.util.List;

/** What a device sends at once. */
final class Upload {

    private final String eventId;
    private final String deviceId;
    private final String sessionToken;
    private final List<Scan> scans;
    private final long startedAtMillis;
    private long sessionId;

    Upload(String eventId, String deviceId, String sessionToken, List<Scan> scans, long startedAtMillis) {
        this.eventId = eventId;
        this.deviceId = deviceId;
        this.sessionToken = sessionToken;
        this.scans = scans;
        this.startedAtMillis = startedAtMillis;
    }

    /**
     * How many scans got which verdict.
     *
     * @param failed failed scans and conflicts
     * @param replayed synced before, and sent again
     */
    record Counts(int synced, int duplicates, int conflicts, int failed, int replayed) {}

    /** The verdicts, counted. */
    Counts counts() {
        int synced = 0;
        int duplicates = 0;
        int conflicts = 0;
        int failed = 0;
        int replayed = 0;
        for (Scan scan : scans) {
            switch (scan.verdict()) {
                case SYNCED -> {
                    if (scan.replayed) {
                        replayed++;
                    } else {
                        synced++;
                    }
                }
                case DUPLICATE -> duplicates++;
                case CONFLICT -> conflicts++;
                case NOT_FOUND, REVOKED -> failed++;
            }
        }
        return new Counts(synced, duplicates, conflicts, failed + conflicts, replayed);
    }

    /** Prepares it to be decided again. */
    void forget() {
        scans.forEach(Scan::forget);
    }

    String eventId() {
        return eventId;
    }

    String deviceId() {
        return deviceId;
    }

    String sessionToken() {
        return sessionToken;
    }

    List<Scan> scans() {
        return scans;
    }

    long startedAtMillis() {
        return startedAtMillis;
    }

    /** The number of its row. */
    long sessionId() {
        return sessionId;
    }

    void number(long id) {
        sessionId = id;
    }
}
