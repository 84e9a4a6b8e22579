package io.gatesync.gateway.answer;

/** What the app is told of a scan, in its own words. */
enum Told {
    SYNCED(200, "Synced successfully", "synced"),
    DUPLICATE(200, "Already synced by this device", "duplicate"),
    CONFLICT(409, "Already scanned by another device", "conflict"),
    NOT_FOUND(404, "Ticket not found", "failed"),
    REVOKED(410, "Ticket revoked", "failed"),
    REFUSED_AT_GATE(403, "Refused at the gate", "failed"),
    DEVICE_REVOKED(403, "Device revoked", "failed"),
    PENDING(202, "Not decided yet", "pending");

    /** As of an HTTP answer to this scan alone. */
    final int status;

    final String message;
    final String syncStatus;

    Told(int status, String message, String syncStatus) {
        this.status = status;
        this.message = message;
        this.syncStatus = syncStatus;
    }
}
