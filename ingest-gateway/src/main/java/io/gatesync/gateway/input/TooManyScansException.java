package io.gatesync.gateway.input;

/** An upload of more scans than one upload may hold. */
public final class TooManyScansException extends RuntimeException {
    TooManyScansException(int scans, int maxScans) {
        super("The upload has %d scans; at most %d go into one.".formatted(scans, maxScans));
    }
}
