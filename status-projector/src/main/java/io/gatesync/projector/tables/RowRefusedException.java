package io.gatesync.projector.tables;

/** The database takes the rows of some record never, whatever number of times they are sent; the message says why. */
public final class RowRefusedException extends Exception {
    RowRefusedException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
