package io.gatesync.gateway.input;

/**
 * A physical line without its end.
 *
 * @param number from 1
 * @param text empty if it cannot be read
 * @param fault why it cannot be read; null if it can
 */
record Line(long number, String text, String fault) {
    boolean isReadable() {
        return fault == null;
    }

    boolean isBlank() {
        return isReadable() && text.isBlank();
    }
}
