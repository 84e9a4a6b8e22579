package io.gatesync.projector.projection;

import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.Metric;

/**
 * Notices that Kafka is away. A consumer reports no error then: its polls return no records, as they do when there are none.
 * But nothing comes in from Kafka, neither answers to fetches nor to heartbeats.
 */
final class KafkaSilence {
    private static final String RECEIVED_BYTES = "incoming-byte-total";

    private final List<? extends Metric> receivedBytes;
    private final Duration timeout;
    private double lastReceivedBytes;
    private long lastReceivedNanos = System.nanoTime();

    /** @param timeout after which silence means that Kafka is away; longer than the consumer's heartbeat interval */
    KafkaSilence(Consumer<?, ?> consumer, Duration timeout) {
        this.receivedBytes = consumer.metrics().values().stream()
                .filter(metric -> metric.metricName().name().equals(RECEIVED_BYTES))
                .filter(metric -> metric.metricName().group().equals("consumer-metrics"))
                .toList();
        this.timeout = timeout;
    }

    /** Whether nothing has come in for the timeout. To be asked after each poll. */
    boolean isTooLong() {
        double bytes = receivedBytes.stream()
                .map(Metric::metricValue)
                .mapToDouble(value -> value instanceof Number number ? number.doubleValue() : 0)
                .sum();
        long now = System.nanoTime();
        if (bytes != lastReceivedBytes) {
            lastReceivedBytes = bytes;
            lastReceivedNanos = now;
        }
        return now - lastReceivedNanos > timeout.toNanos();
    }
}
