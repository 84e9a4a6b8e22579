package io.gatesync.processor.streams;

import static java.util.Objects.requireNonNull;

import io.gatesync.messaging.SchemaRegistry;
import io.gatesync.messaging.Topic;
import io.gatesync.messaging.TopicLayout;
import io.gatesync.processor.registry.RegistryRetry;
import io.gatesync.processor.registry.RetryingDecoder;
import io.gatesync.processor.topology.Input;
import io.gatesync.processor.topology.ScanTopology;
import io.gatesync.schemas.ScanDecided;
import io.gatesync.service.Work;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running topology. Starts only if topics and schemas are set up; makes progress while its state is {@code RUNNING}. */
public final class ScanStream implements Work {
    private static final Logger LOG = LoggerFactory.getLogger(ScanStream.class);
    private static final Topic[] TOPICS = {
        Topic.TICKETS, Topic.SCANS, Topic.SCAN_OUTCOMES, Topic.TICKET_STORE, Topic.DEAD_LETTERS
    };

    private final Map<String, Object> config;
    private final int maxDeadLettersInARow;
    private final RetryingDecoder decoder;
    private final Serializer<? super ScanDecided> outcomes;
    private final SchemaRegistry registry;
    private final RegistryRetry registryRetry;

    private volatile @Nullable KafkaStreams streams;

    /**
     * Describes the stream; nothing runs yet.
     *
     * @param config of Kafka Streams
     * @param maxDeadLettersInARow as {@link Input} has it
     * @param decoder for tickets and scans
     * @param outcomes the serializer for the outcomes
     * @param registry is asked at the start whether the schemas are there
     * @param registryRetry of the decoder and the serializer
     */
    public ScanStream(
            Map<String, Object> config,
            int maxDeadLettersInARow,
            RetryingDecoder decoder,
            Serializer<? super ScanDecided> outcomes,
            SchemaRegistry registry,
            RegistryRetry registryRetry) {
        this.config = config;
        this.maxDeadLettersInARow = maxDeadLettersInARow;
        this.decoder = decoder;
        this.outcomes = outcomes;
        this.registry = registry;
        this.registryRetry = registryRetry;
    }

    @Override
    public void start(Consumer<Throwable> died) {
        registry.requireRegistered(TOPICS);
        int partitions;
        try (Admin admin = Admin.create(
                Map.of(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, config.get(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG)))) {
            partitions = requireNonNull(
                    new TopicLayout(admin).requireConsistent(TOPICS).get(Topic.SCANS));
        }
        KafkaStreams created =
                ScanTopology.streams(config, new Input(decoder, partitions, maxDeadLettersInARow), outcomes);
        created.setUncaughtExceptionHandler(new ThreadFailures(died));
        created.setStateListener((now, before) -> LOG.info("The scan stream is {}", now));
        streams = created;
        created.start();
    }

    @Override
    public boolean stop(Duration timeout) {
        registryRetry.stop();
        KafkaStreams started = streams;
        return started == null || started.close(CloseOptions.timeout(timeout));
    }

    @Override
    public Optional<String> trouble() {
        KafkaStreams started = streams;
        if (started == null) {
            return Optional.of("The scan stream has not been started");
        }
        Optional<String> waiting = registryRetry.trouble();
        if (waiting.isPresent()) {
            return waiting;
        }
        KafkaStreams.State state = started.state();
        return state == KafkaStreams.State.RUNNING
                ? Optional.empty()
                : Optional.of("The scan stream is " + state + "; it decides scans while it is RUNNING");
    }
}
