package io.gatesync.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatesync.processor.store.TicketStore;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;

class ProcessorConfigurationTest {
    private static final int STORE_MEMORY_MIB = 16;

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 25, 100, 1_000})
    void no_verdict_waits_for_a_poll_as_long_as_for_its_commit(int commitIntervalMillis) {
        StreamsConfig config = new StreamsConfig(ProcessorConfiguration.streamsConfig(
                new KafkaProperties(), committingEvery(Duration.ofMillis(commitIntervalMillis))));

        assertThat(config.getLong(StreamsConfig.POLL_MS_CONFIG)).isBetween(1L, (long) commitIntervalMillis);
    }

    /** Without their own table settings set, each partition's store takes the 50 MiB that Kafka Streams gives it. */
    @Test
    void the_stores_of_all_partitions_share_the_memory_of_the_setting(@TempDir Path one, @TempDir Path other) {
        Map<String, Object> settings =
                ProcessorConfiguration.streamsConfig(new KafkaProperties(), committingEvery(Duration.ofMillis(25)));

        try (TopologyTestDriver partition = store(settings, one);
                TopologyTestDriver otherPartition = store(settings, other)) {
            assertThat(List.of(partition, otherPartition))
                    .allSatisfy(each -> assertThat(ofStore(each, "block-cache-capacity"))
                            .isEqualTo(BigInteger.valueOf(STORE_MEMORY_MIB * 1024L * 1024)));
            BigInteger before = ofStore(otherPartition, "block-cache-usage");
            KeyValueStore<Bytes, byte[]> tickets = partition.getKeyValueStore(TicketStore.NAME);
            tickets.put(Bytes.wrap(new byte[] {1}), new byte[1024 * 1024]);

            assertThat(ofStore(otherPartition, "block-cache-usage"))
                    .as("bytes in use, with those written to the first partition")
                    .isEqualTo(ofStore(partition, "block-cache-usage"))
                    .isGreaterThan(before);
        }
    }

    private static TopologyTestDriver store(Map<String, Object> settings, Path stateDir) {
        Properties config = new Properties();
        config.putAll(settings);
        config.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
        Topology topology = new Topology()
                .addSource("tickets", new ByteArrayDeserializer(), new ByteArrayDeserializer(), "tickets")
                .addProcessor("keep", Ignore::new, "tickets")
                .addStateStore(TicketStore.builder(), "keep");
        return new TopologyTestDriver(topology, config);
    }

    private static final class Ignore implements Processor<byte[], byte[], Void, Void> {
        @Override
        public void process(Record<byte[], byte[]> any) {}
    }

    private static BigInteger ofStore(TopologyTestDriver partition, String metric) {
        return partition.metrics().entrySet().stream()
                .filter(entry -> entry.getKey().name().equals(metric))
                .map(entry -> (BigInteger) entry.getValue().metricValue())
                .findFirst()
                .orElseThrow();
    }

    private static ProcessorProperties committingEvery(Duration commitInterval) {
        return new ProcessorProperties(
                "",
                Path.of("state"),
                1,
                0,
                commitInterval,
                Duration.ofSeconds(6),
                Duration.ofSeconds(10),
                Duration.ofMillis(5),
                Duration.ofSeconds(1),
                Duration.ofHours(1),
                100,
                STORE_MEMORY_MIB);
    }
}
