package io.gatesync.projector.projection;

import static java.util.Objects.requireNonNull;

import io.gatesync.messaging.RecordDecoder;
import io.gatesync.messaging.Topic;
import io.gatesync.projector.projection.ProjectionState.CatchingUp;
import io.gatesync.projector.projection.ProjectionState.Disconnected;
import io.gatesync.projector.projection.ProjectionState.Paused;
import io.gatesync.projector.projection.ProjectionState.Reading;
import io.gatesync.projector.projection.ProjectionState.Starting;
import io.gatesync.projector.tables.FencedException;
import io.gatesync.projector.tables.Tables;
import io.gatesync.service.Loop;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * Reads records and writes them into the tables: one poll, one batch, one transaction. After any failure it reads on from the
 * offsets in the tables. While PostgreSQL, Kafka or the schema registry is away it stays in the consumer group and retries.
 */
public final class ProjectionLoop implements Loop {
    private static final Logger LOG = LoggerFactory.getLogger(ProjectionLoop.class);
    private static final Duration LEAVE_GROUP_TIMEOUT = Duration.ofSeconds(5);

    private final Consumer<byte[], byte[]> consumer;
    private final RecordDecoder decoder;
    private final Duration pollTimeout;
    private final Duration checkInterval;
    private final ExponentialBackOff backOff;
    private final KafkaSilence kafkaSilence;
    private final Positions positions;
    private final BatchWriter writer;
    private final ProgressLog progress = new ProgressLog();
    private final Timer batches;
    private final Counter records;
    private long lastCheckNanos = System.nanoTime();
    private volatile ProjectionState state = new Starting();
    private volatile boolean stopping;

    /**
     * Prepares the loop; nothing is read yet.
     *
     * @param consumer belongs to the loop, which closes it
     * @param deadLettersInARow how many records in a row may be sent to the dead letters
     * @param pollTimeout how long a poll waits for records
     * @param checkInterval how often the positions are compared with the tables
     * @param kafkaTimeout how long Kafka may be silent before it counts as away
     * @param backOff the delays between retries while something is away
     */
    public ProjectionLoop(
            Consumer<byte[], byte[]> consumer,
            RecordDecoder decoder,
            TopicsInKafka topics,
            Tables tables,
            DeadLetters deadLetters,
            int deadLettersInARow,
            Duration pollTimeout,
            Duration checkInterval,
            Duration kafkaTimeout,
            ExponentialBackOff backOff,
            MeterRegistry meters) {
        this.consumer = consumer;
        this.decoder = decoder;
        this.pollTimeout = pollTimeout;
        this.checkInterval = checkInterval;
        this.backOff = backOff;
        this.kafkaSilence = new KafkaSilence(consumer, kafkaTimeout);
        this.positions = new Positions(consumer, topics, tables, new ProjectionLag(meters, InstantSource.system()));
        this.writer = new BatchWriter(tables, deadLetters, deadLettersInARow);
        this.batches = meters.timer("gatesync.projector.batches");
        this.records = meters.counter("gatesync.projector.records");
    }

    @Override
    public void run() {
        try {
            consumer.subscribe(
                    ProjectedTopic.topics().stream().map(Topic::topicName).toList(), positions);
            while (!stopping) {
                step();
            }
        } catch (WakeupException e) {
            if (!stopping) {
                throw e;
            }
        }
    }

    /** A batch that is being written is written to its end. */
    @Override
    public void stop() {
        stopping = true;
        consumer.wakeup();
    }

    @Override
    public Optional<String> trouble() {
        return state.trouble();
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(LEAVE_GROUP_TIMEOUT));
    }

    private void step() {
        try {
            if (state instanceof Paused paused) {
                consumer.poll(paused.delay()); // All partitions are paused: this only keeps the place in the group.
            }
            positions.restore();
            ConsumerRecords<byte[], byte[]> polled = consumer.poll(pollTimeout);
            positions.observeEnds();
            project(polled);
            checkPositions();
            if (positions.areRestored()) {
                carryOn();
            }
        } catch (FencedException e) {
            LOG.info("Reading again from the offsets in the tables: {}", e.getMessage());
            positions.pause();
        } catch (OffsetOutOfRangeException e) {
            LOG.debug("Kafka does not hold the next records; restoring the positions tells why", e);
            positions.pause();
        } catch (DataAccessException | TransactionException e) {
            pause("PostgreSQL failed", e);
        } catch (SerializationException e) {
            pause("schema registry unreachable", e);
        } catch (TooManyDeadLettersException e) {
            pause("records cannot be decoded", e);
        } catch (RetriableException e) {
            pause("Kafka unreachable", e);
        }
    }

    private void project(ConsumerRecords<byte[], byte[]> polled) {
        if (polled.isEmpty()) {
            return;
        }
        List<ReadRecord> batch = new ArrayList<>(polled.count());
        for (TopicPartition partition : polled.partitions()) {
            polled.records(partition).forEach(source -> batch.add(ReadRecord.of(source, decoder)));
        }
        Map<TopicPartition, Long> reached = batches.record(() -> writer.write(batch, positions.projected()));
        for (TopicPartition partition : polled.partitions()) {
            Instant lastRecord =
                    Instant.ofEpochMilli(polled.records(partition).getLast().timestamp());
            positions.advance(partition, requireNonNull(reached.get(partition)), lastRecord);
        }
        records.increment(batch.size());
    }

    private void checkPositions() {
        if (System.nanoTime() - lastCheckNanos >= checkInterval.toNanos()) {
            positions.check();
            lastCheckNanos = System.nanoTime();
        }
    }

    private void carryOn() {
        if (kafkaSilence.isTooLong()) {
            if (!(state instanceof Disconnected)) {
                LOG.warn("Kafka does not answer; no rows come in until it does");
            }
            state = new Disconnected();
        } else {
            if (state instanceof Paused || state instanceof Disconnected) {
                LOG.info("Projection resumed");
            }
            SortedMap<String, Long> left = positions.recordsLeft();
            progress.tell(left);
            state = left.isEmpty() ? new Reading() : new CatchingUp(left);
        }
    }

    private void pause(String what, RuntimeException failure) {
        LOG.debug("Projection paused", failure);
        String cause = what + ": " + reason(failure);
        if (state instanceof Paused paused) {
            state = Paused.of(cause, paused.backOff());
        } else {
            Paused first = Paused.of(cause, backOff.start());
            LOG.warn(
                    "Projection paused: {}; retrying in {} ms, then at intervals growing to {} ms",
                    cause,
                    first.delay().toMillis(),
                    backOff.getMaxInterval());
            state = first;
        }
        positions.pause();
    }

    /** The first line of the deepest message that the causes of a failure have. */
    private static String reason(RuntimeException failure) {
        String reason = failure.getClass().getSimpleName();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = cause.getMessage();
            if (message != null) {
                reason = message.lines().findFirst().orElse(reason);
            }
        }
        return reason;
    }
}
