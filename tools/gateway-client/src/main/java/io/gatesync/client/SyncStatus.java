package io.gatesync.client;

import java.util.Locale;

/** The verdict on a scan, or that there is none yet. */
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
    PENDING;

    /** The word of the API, such as {@code synced}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
