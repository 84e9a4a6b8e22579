package io.gatesync.gateway.input;

/** A ticket file whose header row does not say which column is which. */
public final class MalformedHeaderException extends RuntimeException {
    MalformedHeaderException(String message) {
        super(message);
    }
}
