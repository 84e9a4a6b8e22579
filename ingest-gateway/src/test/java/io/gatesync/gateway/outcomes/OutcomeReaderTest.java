package io.gatesync.gateway.outcomes;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.LONG;
import static org.awaitility.Awaitility.await;

import io.gatesync.messaging.RecordDecoder;
import io.gatesync.messaging.Topic;
import io.gatesync.schemas.ScanDecided;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class OutcomeReaderTest {
    private static final String TOPIC = Topic.SCAN_OUTCOMES.topicName();
    private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);
    private static final long END = 7;
    private static final Instant NOW = Instant.parse("2026-07-18T12:00:00Z");
    private static final byte[] WIRE_FORMAT = new byte[5];

    private final ScanDecided decided = new ScanDecided();
    private final PendingUploads pendingUploads = new PendingUploads(Duration.ofMinutes(1), Duration.ZERO, 10, 10);
    private final List<Integer> partitionCounts = new CopyOnWriteArrayList<>();
    private final Map<TopicPartition, OffsetAndTimestamp> offsetsByTime = new HashMap<>();
    private final List<Long> askedTimes = new ArrayList<>();
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none") {
        @Override
        public synchronized Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(Map<TopicPartition, Long> times) {
            askedTimes.addAll(times.values());
            return offsetsByTime;
        }
    };
    private final OutcomeReader reader = new OutcomeReader(
            consumer,
            new RecordDecoder((topic, value) -> decided, schema -> true),
            pendingUploads,
            InstantSource.fixed(NOW),
            Duration.ofMillis(1),
            partitionCounts::add);

    OutcomeReaderTest() {
        consumer.updatePartitions(TOPIC, List.of(new PartitionInfo(TOPIC, 0, null, null, null)));
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        consumer.updateEndOffsets(Map.of(PARTITION, END));
    }

    @Test
    void it_reads_from_where_the_outcomes_ended_before_it_started() {
        reader.prepare();

        assertThat(consumer.position(PARTITION)).isEqualTo(END);
    }

    @Test
    void an_outcome_reaches_the_upload_that_waits_for_it() {
        try (PendingUpload upload = pendingUploads.expect("device", 1)) {
            read(outcomeFor(upload));

            assertThat(upload.await()).containsExactly(Optional.of(decided));
        }
    }

    @Test
    void a_failure_is_trouble_until_reading_succeeds_again_and_no_outcome_is_lost() {
        List<Optional<String>> troubles = new ArrayList<>();
        try (PendingUpload upload = pendingUploads.expect("device", 1)) {
            reader.prepare();
            consumer.schedulePollTask(() -> consumer.setPollException(new KafkaException("broken for now")));
            consumer.schedulePollTask(() -> {
                troubles.add(reader.trouble());
                consumer.addRecord(outcomeFor(upload));
            });
            consumer.schedulePollTask(() -> {
                troubles.add(reader.trouble());
                reader.stop();
            });

            reader.run();

            assertThat(troubles.getFirst().orElseThrow()).contains("broken for now");
            assertThat(troubles.getLast()).isEmpty();
            assertThat(upload.await()).containsExactly(Optional.of(decided));
        }
    }

    @Test
    void where_its_position_is_gone_it_reads_what_somebody_waits_for_and_not_the_outcomes_of_months() {
        List<Long> positions = new ArrayList<>();
        offsetsByTime.put(PARTITION, new OffsetAndTimestamp(END + 3, NOW.toEpochMilli()));
        try (PendingUpload upload = pendingUploads.expect("device", 1)) {
            reader.prepare();
            consumer.schedulePollTask(() -> consumer.setPollException(outOfRange()));
            consumer.schedulePollTask(() -> {
                positions.add(consumer.position(PARTITION));
                consumer.addRecord(outcomeFor(upload, END + 3));
            });
            consumer.schedulePollTask(reader::stop);

            reader.run();

            assertThat(upload.await()).containsExactly(Optional.of(decided));
        }
        assertThat(positions).containsExactly(END + 3);
        long minute = Duration.ofMinutes(1).toMillis();
        assertThat(askedTimes)
                .singleElement(as(LONG))
                .isBetween(NOW.toEpochMilli() - 2 * minute, NOW.toEpochMilli() - minute);
    }

    @Test
    void where_its_position_is_gone_and_nothing_newer_is_there_it_reads_on_at_the_end() {
        consumer.updateEndOffsets(Map.of(PARTITION, 3L));
        reader.prepare();
        consumer.schedulePollTask(() -> consumer.setPollException(outOfRange()));
        consumer.schedulePollTask(reader::stop);

        reader.run();

        assertThat(consumer.position(PARTITION)).isEqualTo(3);
        assertThat(reader.trouble()).isEmpty();
    }

    private static OffsetOutOfRangeException outOfRange() {
        return new OffsetOutOfRangeException(Map.of(PARTITION, END));
    }

    @Test
    void it_tells_the_number_of_partitions_while_it_runs() throws InterruptedException {
        reader.prepare();
        Thread running = Thread.ofPlatform().start(reader::run);

        await().until(() -> partitionCounts.contains(1));

        reader.stop();
        running.join();
    }

    @Test
    void an_error_ends_it() {
        reader.prepare();
        consumer.schedulePollTask(() -> {
            throw new OutOfMemoryError("no room for an outcome");
        });
        consumer.schedulePollTask(reader::stop);

        assertThatThrownBy(reader::run).isInstanceOf(OutOfMemoryError.class);
    }

    private void read(ConsumerRecord<byte[], byte[]> outcome) {
        reader.prepare();
        consumer.schedulePollTask(() -> consumer.addRecord(outcome));
        consumer.schedulePollTask(reader::stop);
        reader.run();
    }

    private static ConsumerRecord<byte[], byte[]> outcomeFor(PendingUpload upload) {
        return outcomeFor(upload, END);
    }

    private static ConsumerRecord<byte[], byte[]> outcomeFor(PendingUpload upload, long offset) {
        ConsumerRecord<byte[], byte[]> outcome = new ConsumerRecord<>(TOPIC, 0, offset, null, WIRE_FORMAT);
        upload.replyTo(0).addTo(outcome.headers());
        return outcome;
    }
}
