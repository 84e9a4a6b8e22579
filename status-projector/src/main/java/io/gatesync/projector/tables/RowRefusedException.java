package io.gatesync.projector.tables;

/** The database refuses a row of the batch and always will; the message says why. Nothing of the batch was written. */
public final class RowRefusedException extends Exception {
    RowRefusedException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
