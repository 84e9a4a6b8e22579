package io.gatesync.messaging;

/** A record's bytes are not the event that they should be, and never will be: it belongs to the dead letters. */
public final class UndecodableRecordException extends Exception {
    UndecodableRecordException(String reason) {
        super(reason);
    }

    UndecodableRecordException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
