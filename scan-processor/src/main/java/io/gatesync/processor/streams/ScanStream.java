package io.gatesync.processor.streams;

import static java.util.Objects.requireNonNull;
import static org.apache.kafka.streams.CloseOptions.GroupMembershipOperation.LEAVE_GROUP;
import static org.apache.kafka.streams.CloseOptions.GroupMembershipOperation.REMAIN_IN_GROUP;

import io.gatesync.messaging.KafkaConnection;
import io.gatesync.messaging.PartitionReader;
import io.gatesync.messaging.TicketPlacement;
import io.gatesync.messaging.Topic;
import io.gatesync.messaging.TopicLayout;
import io.gatesync.processor.registry.RegistryRetry;
import io.gatesync.processor.registry.RetryingDecoder;
import io.gatesync.processor.topology.Input;
import io.gatesync.processor.topology.ScanTopology;
import io.gatesync.schemas.ScanDecided;
import io.gatesync.service.Work;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
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
        Topic.TICKETS, Topic.SCANS, Topic.SCAN_OUTCOMES, Topic.TICKET_STORE, Topic.EVENTS, Topic.DEAD_LETTERS
    };

    /** Kafka's upper limit, by default, of how long a transaction may last. */
    private static final Duration REBUILD_TIMEOUT = Duration.ofMinutes(15);

    private final Map<String, Object> config;
    private final int maxDeadLettersInARow;
    private final Supplier<Set<String>> endedEvents;
    private final RetryingDecoder decoder;
    private final Serializer<? super ScanDecided> outcomes;
    private final RegistryRetry registryRetry;
    private final MeterRegistry meters;
    private final RestoreProgress restoring = new RestoreProgress();

    private volatile @Nullable KafkaStreams streams;
    private volatile @Nullable KafkaStreamsMetrics metrics;
    private volatile @Nullable UndecidedScans undecided;

    /**
     * Describes the stream; nothing runs yet.
     *
     * @param config of Kafka Streams
     * @param maxDeadLettersInARow as {@link Input} has it
     * @param endedEvents as {@link Input} has it
     * @param decoder for tickets and scans
     * @param outcomes the serializer for the outcomes
     * @param registryRetry of the decoder and the serializer
     * @param meters where the stream's metrics go
     */
    public ScanStream(
            Map<String, Object> config,
            int maxDeadLettersInARow,
            Supplier<Set<String>> endedEvents,
            RetryingDecoder decoder,
            Serializer<? super ScanDecided> outcomes,
            RegistryRetry registryRetry,
            MeterRegistry meters) {
        this.config = config;
        this.maxDeadLettersInARow = maxDeadLettersInARow;
        this.endedEvents = endedEvents;
        this.decoder = decoder;
        this.outcomes = outcomes;
        this.registryRetry = registryRetry;
        this.meters = meters;
    }

    @Override
    public void start(Consumer<Throwable> died) {
        KafkaStreams created = ScanTopology.streams(
                config, new Input(decoder, checkedPartitions(), maxDeadLettersInARow, endedEvents), outcomes);
        created.setUncaughtExceptionHandler(new ThreadFailures(died));
        created.setStateListener((now, before) -> LOG.info("The scan stream is {}", now));
        created.setGlobalStateRestoreListener(restoring);
        KafkaStreamsMetrics bound = new KafkaStreamsMetrics(created);
        bound.bindTo(meters);
        Gauge.builder("gatesync.processor.restore.left", restoring, RestoreProgress::entriesLeft)
                .description("entries of the ticket store that are still to be restored before their scans are decided")
                .register(meters);
        metrics = bound;
        streams = created;
        created.start();
        undecided = UndecidedScans.watch(config, meters);
    }

    /** What must be so before any scan may be decided, and the number of partitions of the topics. */
    private int checkedPartitions() {
        try (Admin admin = Admin.create(clientConfig());
                KafkaConsumer<byte[], byte[]> consumer =
                        new KafkaConsumer<>(clientConfig(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
                LostStore lostStore = new LostStore(
                        new PartitionReader(consumer), new ProcessorGroup(admin), decoder, this::rebuildingProducer)) {
            int partitions = requireNonNull(
                    new TopicLayout(admin).requireConsistent(TOPICS).get(Topic.SCANS));
            new TicketPlacement(consumer).requireUnchanged(partitions);
            new LostOffsets(new ProcessorGroup(admin), consumer, decoder).restore(partitions);
            lostStore.restore(partitions);
            return partitions;
        }
    }

    /** Of clients without a group, which read committed. */
    private Map<String, Object> clientConfig() {
        Map<String, Object> client = KafkaConnection.of(config);
        client.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        return client;
    }

    /** The transactional id is the same in all instances, so that only one of them writes. */
    private Producer<byte[], byte[]> rebuildingProducer() {
        Map<String, Object> rebuilder = KafkaConnection.of(config);
        rebuilder.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, Topic.PROCESSOR_GROUP + "-store-rebuild");
        rebuilder.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, (int) REBUILD_TIMEOUT.toMillis());
        rebuilder.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        return new KafkaProducer<>(rebuilder, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** An instance without a name of its own leaves the group: the others take its tickets at once. */
    @Override
    public boolean stop(Duration timeout) {
        registryRetry.stop();
        closeIfMade(undecided);
        KafkaStreams started = streams;
        boolean stopped = started == null
                || started.close(CloseOptions.timeout(timeout)
                        .withGroupMembershipOperation(comesBackUnderItsName() ? REMAIN_IN_GROUP : LEAVE_GROUP));
        closeIfMade(metrics);
        return stopped;
    }

    private boolean comesBackUnderItsName() {
        return config.containsKey(StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG));
    }

    private static void closeIfMade(@Nullable AutoCloseable closeable) {
        if (closeable != null) {
            try {
                closeable.close();
            } catch (Exception e) {
                LOG.debug("{} cannot be closed", closeable, e);
            }
        }
    }

    @Override
    public Optional<String> trouble() {
        KafkaStreams started = streams;
        if (started == null) {
            return Optional.of("The scan stream has not been started");
        }
        return registryRetry.trouble().or(() -> trouble(started.state()));
    }

    private Optional<String> trouble(KafkaStreams.State state) {
        if (state == KafkaStreams.State.RUNNING) {
            return Optional.empty();
        }
        long left = restoring.entriesLeft();
        return Optional.of("The scan stream is " + state + "; it decides scans while it is RUNNING"
                + (left == 0 ? "" : ". About %d entries of the ticket store are still to be restored".formatted(left)));
    }
}
