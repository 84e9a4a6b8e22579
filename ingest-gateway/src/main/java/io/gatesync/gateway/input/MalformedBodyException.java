package io.gatesync.gateway.input;

/** A body that cannot be read for what it claims to be. */
public final class MalformedBodyException extends RuntimeException {
    MalformedBodyException(String message) {
        super(message);
    }
}
