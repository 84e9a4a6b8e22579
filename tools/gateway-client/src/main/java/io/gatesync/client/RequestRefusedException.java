package io.gatesync.client;

/** The gateway refused a request for good: sending the same again does not help. The message names the request and the reason. */
public final class RequestRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public RequestRefusedException(String message) {
        super(message);
    }
}
