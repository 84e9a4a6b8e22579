package io.gatesync.projector.projection;

import io.gatesync.messaging.RecordDecoder;
import io.gatesync.messaging.Topic;
import io.gatesync.messaging.UndecodableRecordException;
import io.gatesync.projector.ProjectorProperties;
import io.gatesync.projector.tables.FencedException;
import io.gatesync.projector.tables.Tables;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Reads records and writes them into the tables, a poll at a time, a transaction each. Whatever goes wrong, nothing is
 * kept in memory: it reads on where the tables say. While something is away it stays in the group and waits.
 */
public final class ProjectionLoop {
    private static final Logger LOG = LoggerFactory.getLogger(ProjectionLoop.class);
    private static final Duration LEAVE_GROUP_TIMEOUT = Duration.ofSeconds(5);

    private final Consumer<byte[], byte[]> consumer;
    private final RecordDecoder decoder;
    private final DeadLetters deadLetters;
    private final ProjectionState state;
    private final Duration pollTimeout;
    private final Positions positions;
    private final BatchWriter writer;
    private final RetryWait retryWait;
    private final Timer batches;
    private final Counter records;
    private volatile boolean running = true;

    public ProjectionLoop(
            Consumer<byte[], byte[]> consumer,
            RecordDecoder decoder,
            Tables tables,
            DeadLetters deadLetters,
            ProjectionState state,
            ProjectorProperties settings,
            MeterRegistry meters) {
        this.consumer = consumer;
        this.decoder = decoder;
        this.deadLetters = deadLetters;
        this.state = state;
        this.pollTimeout = settings.pollTimeout();
        this.positions = new Positions(consumer, tables);
        this.writer = new BatchWriter(tables, deadLetters);
        this.retryWait = new RetryWait(settings.firstRetryWait(), settings.longestRetryWait());
        this.batches = meters.timer("gatesync.projector.batches");
        this.records = meters.counter("gatesync.projector.records");
    }

    /** Runs until {@link #stop()}, or until something fails that waiting does not mend. */
    void run() {
        try {
            consumer.subscribe(
                    ProjectedTopic.topics().stream().map(Topic::topicName).toList(), positions);
            while (running) {
                step();
            }
        } catch (WakeupException e) {
            if (running) {
                throw e;
            }
        } finally {
            state.ended();
            consumer.close(CloseOptions.timeout(LEAVE_GROUP_TIMEOUT));
        }
    }

    /** Ends {@link #run()} soon; what is being written is written to its end. Called from another thread. */
    void stop() {
        running = false;
        consumer.wakeup();
    }

    private void step() {
        try {
            if (state.isWaiting()) {
                consumer.poll(retryWait.current()); // All partitions rest: this only keeps the place in the group.
            }
            positions.restore();
            take(consumer.poll(pollTimeout));
            if (positions.isReading()) {
                goOn();
            }
        } catch (FencedException e) {
            LOG.info("{}; reads on where they are", e.getMessage());
            positions.rest();
        } catch (OffsetOutOfRangeException e) {
            LOG.debug("to be told apart when the positions are restored", e);
            positions.rest();
        } catch (RetriableException | SerializationException | DataAccessException | TransactionException e) {
            waitFor(e);
        }
    }

    private void take(ConsumerRecords<byte[], byte[]> polled) {
        if (polled.isEmpty()) {
            return;
        }
        List<ReadRecord> batch = new ArrayList<>(polled.count());
        polled.partitions().forEach(partition -> polled.records(partition).forEach(source -> batch.add(read(source))));
        // Only now, for reading the whole batch again while the registry is away must not send them again.
        batch.stream()
                .filter(read -> read.deadBecause() != null)
                .forEach(read -> deadLetters.send(read.source(), read.deadBecause()));
        batches.record(() -> writer.write(batch, positions.projected()));
        records.increment(batch.size());
    }

    private ReadRecord read(ConsumerRecord<byte[], byte[]> source) {
        try {
            return ReadRecord.of(source, ProjectedTopic.read(decoder, source));
        } catch (UndecodableRecordException e) {
            return ReadRecord.dead(source, e.getMessage());
        }
    }

    private void goOn() {
        if (state.isWaiting()) {
            LOG.info("goes on");
        }
        state.reading();
        retryWait.worked();
    }

    private void waitFor(RuntimeException failure) {
        Throwable cause = NestedExceptionUtils.getMostSpecificCause(failure);
        String reason = "%s: %s"
                .formatted(
                        failure.getClass().getSimpleName(),
                        String.valueOf(cause.getMessage()).lines().findFirst().orElse(""));
        if (!state.isWaiting()) {
            LOG.warn("waits and tries again: {}", reason);
        }
        state.waitingFor(reason);
        retryWait.failed();
        positions.rest();
    }
}
