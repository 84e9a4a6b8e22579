package io.gatesync.servers;

/** A server could not be started or stopped. The message tells the operator which one, why, and what to do. */
public class ServerFailedException extends RuntimeException {

    private final String message;

    public ServerFailedException(String message) {
        super(message);
        this.message = message;
    }

    public ServerFailedException(String message, Throwable cause) {
        super(message, cause);
        this.message = message;
    }

    /** The message, which every failure of a server has. */
    @Override
    public final String getMessage() {
        return message;
    }
}
