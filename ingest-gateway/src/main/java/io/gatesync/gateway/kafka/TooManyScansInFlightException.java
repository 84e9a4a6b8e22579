package io.gatesync.gateway.kafka;

/** This gateway waits for the verdicts of as many scans as it may; the same upload will find room soon. */
public final class TooManyScansInFlightException extends RuntimeException {
    TooManyScansInFlightException(int scans, int free) {
        super("%d scans are too many for now: there is room for %d.".formatted(scans, free));
    }
}
