package io.gatesync.gateway.publish;

/** A list could not be compared with the event's tickets, and nothing can be done without; sending it again later is right. */
public final class NotComparedException extends RuntimeException {
    NotComparedException(Throwable cause) {
        super(cause.getMessage(), cause);
    }
}
