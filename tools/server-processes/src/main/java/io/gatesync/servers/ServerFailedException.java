package io.gatesync.servers;

/** A server could not be started, or not be stopped. The message says which, why, and what to do about it. */
public final class ServerFailedException extends RuntimeException {

    public ServerFailedException(String message) {
        super(message);
    }

    public ServerFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
