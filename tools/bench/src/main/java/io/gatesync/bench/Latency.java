package io.gatesync.bench;

import java.util.Locale;
import org.HdrHistogram.Histogram;

/**
 * How long uploads took until they were decided, as their devices saw it, in milliseconds: from being sent, or in an open loop from
 * being due.
 */
record Latency(double p50Millis, double p95Millis, double p99Millis, double p999Millis, double maxMillis) {

    private static final double MICROS_PER_MILLI = 1_000;

    static Latency of(Histogram micros) {
        return new Latency(
                micros.getValueAtPercentile(50) / MICROS_PER_MILLI,
                micros.getValueAtPercentile(95) / MICROS_PER_MILLI,
                micros.getValueAtPercentile(99) / MICROS_PER_MILLI,
                micros.getValueAtPercentile(99.9) / MICROS_PER_MILLI,
                micros.getMaxValue() / MICROS_PER_MILLI);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "p50 %.1f   p95 %.1f   p99 %.1f   p99.9 %.1f   max %.1f ms",
                p50Millis,
                p95Millis,
                p99Millis,
                p999Millis,
                maxMillis);
    }
}
