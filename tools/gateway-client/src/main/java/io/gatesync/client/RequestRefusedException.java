package io.gatesync.client;

/** The gateway refused a request for good: sending the same again will not help. The message says what and why. */
public final class RequestRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    RequestRefusedException(String message) {
        super(message);
    }
}
