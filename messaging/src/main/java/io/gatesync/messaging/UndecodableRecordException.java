package io.gatesync.messaging;

/** A record's value cannot be decoded, now or later: the record belongs to the dead letters. The message says why. */
public final class UndecodableRecordException extends Exception {
    UndecodableRecordException(String reason) {
        super(reason);
    }

    UndecodableRecordException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
