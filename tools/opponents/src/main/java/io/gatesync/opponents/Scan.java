package io.gatesync.opponents;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One scan of an upload, and, once decided, its verdict. */
final class Scan {

    private static final String ERROR_OF_CONFLICT = "Already scanned by ";

    final Upload upload;
    final String qrcode;
    final long scannedAtMillis;
    final UUID id;

    @Nullable
    Verdict verdict;
    /** Whether the scan was sent before, and has the verdict that it had then. */
    boolean replayed;

    Ticket ticket = Ticket.NONE;

    Scan(Upload upload, String qrcode, long scannedAtMillis, UUID id) {
        this.upload = upload;
        this.qrcode = qrcode;
        this.scannedAtMillis = scannedAtMillis;
        this.id = id;
    }

    void forget() {
        verdict = null;
        replayed = false;
        ticket = Ticket.NONE;
    }

    Verdict verdict() {
        Verdict decided = verdict;
        if (decided == null) {
            throw new IllegalStateException("There is no verdict on " + qrcode);
        }
        return decided;
    }

    void decide(Verdict decided, Ticket about) {
        verdict = decided;
        ticket = about;
    }

    /** Whether the other is this scan, sent again. */
    boolean isResentAs(Scan other) {
        return id.equals(other.id)
                && scannedAtMillis == other.scannedAtMillis
                && upload.deviceId().equals(other.upload.deviceId());
    }

    /** What the log says of it besides its verdict. */
    @Nullable
    String error() {
        return verdict == Verdict.CONFLICT ? ERROR_OF_CONFLICT + ticket.firstDevice() : verdict().error;
    }
}
