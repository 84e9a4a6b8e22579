package io.gatesync.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;

class ProcessorConfigurationTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 25, 100, 1_000})
    void no_verdict_waits_for_a_poll_as_long_as_for_its_commit(int commitIntervalMillis) {
        StreamsConfig config = new StreamsConfig(ProcessorConfiguration.streamsConfig(
                new KafkaProperties(), committingEvery(Duration.ofMillis(commitIntervalMillis))));

        assertThat(config.getLong(StreamsConfig.POLL_MS_CONFIG)).isBetween(1L, (long) commitIntervalMillis);
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
                16);
    }
}
