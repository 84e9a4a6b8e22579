package io.gatesync.bench;

/** The stack cannot be measured. The message says why. */
final class NotReadyException extends Exception {
    private static final long serialVersionUID = 1;

    NotReadyException(String message) {
        super(message);
    }
}
