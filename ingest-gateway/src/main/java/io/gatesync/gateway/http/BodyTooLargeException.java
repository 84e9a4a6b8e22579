package io.gatesync.gateway.http;

/** A body larger than {@code gatesync.gateway.max-body}. */
final class BodyTooLargeException extends RuntimeException {
    BodyTooLargeException(long maxBytes) {
        super("The body is larger than %d bytes.".formatted(maxBytes));
    }
}
