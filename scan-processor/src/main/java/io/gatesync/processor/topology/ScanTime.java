package io.gatesync.processor.topology;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * The time of a scan: a millisecond after Kafka took it in. Of two records that Kafka took in within one millisecond, the
 * ticket's is then the earlier, and Kafka Streams takes it first.
 */
public final class ScanTime implements TimestampExtractor {
    @Override
    public long extract(ConsumerRecord<Object, Object> scan, long partitionTime) {
        return scan.timestamp() + 1;
    }
}
