package io.gatesync.client;

/** The verdict on a scan, in the scanner app's words. */
public enum SyncStatus {
    /** First scan of a valid ticket: admitted. */
    SYNCED,
    /** Already admitted by the same device. */
    DUPLICATE,
    /** Already admitted by another device. */
    CONFLICT,
    /** No such ticket, or a revoked one. */
    FAILED,
    /** Not decided in time: the device keeps the scan and sends it again. */
    PENDING
}
