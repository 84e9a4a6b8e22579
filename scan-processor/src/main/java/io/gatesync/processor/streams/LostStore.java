package io.gatesync.processor.streams;

import io.gatesync.messaging.PartitionReader;
import io.gatesync.messaging.Topic;
import io.gatesync.messaging.UndecodableRecordException;
import io.gatesync.processor.registry.RetryingDecoder;
import io.gatesync.processor.topology.StoreRebuild;
import io.gatesync.schemas.ScanDecided;
import io.gatesync.schemas.TicketChanged;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Builds the ticket store anew where its changelog is empty although there were entries: the disk of a broker was replaced, or
 * somebody deleted the topic. Without it, everybody who is inside could come in a second time.
 *
 * <p>The tickets are all in their topic. Who was admitted, and what other scans were told, is in the outcomes, as far back as
 * they are kept.
 *
 * <p>No older state may ever be written over a newer one. So nothing is written while the group has members, which decide and
 * write themselves; and of several instances that start, only one writes: they use one transactional id, and who begins last
 * looks again at what the others have done.
 */
final class LostStore implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LostStore.class);
    private final PartitionReader topics;
    private final ProcessorGroup group;
    private final RetryingDecoder decoder;
    private final Supplier<Producer<byte[], byte[]>> producers;
    private @Nullable Producer<byte[], byte[]> producer;

    /**
     * @param topics of a consumer that reads committed
     * @param producers makes a transactional producer, with the same id in all instances
     */
    LostStore(
            PartitionReader topics,
            ProcessorGroup group,
            RetryingDecoder decoder,
            Supplier<Producer<byte[], byte[]>> producers) {
        this.topics = topics;
        this.group = group;
        this.decoder = decoder;
        this.producers = producers;
    }

    /** Writes the changelog of each partition that has lost it. */
    void restore(int partitions) {
        Map<TopicPartition, OffsetAndMetadata> processed = group.offsets();
        for (int partition = 0; partition < partitions; partition++) {
            boolean wasWorkedOn =
                    processed.get(of(Topic.TICKETS, partition)) != null || !isEmpty(Topic.SCAN_OUTCOMES, partition);
            if (wasWorkedOn && isEmpty(Topic.TICKET_STORE, partition)) {
                restorePartition(partition, partitions);
            }
        }
    }

    private boolean isEmpty(Topic topic, int number) {
        TopicPartition partition = of(topic, number);
        return topics.begin(partition) >= topics.end(partition);
    }

    private static TopicPartition of(Topic topic, int partition) {
        return new TopicPartition(topic.topicName(), partition);
    }

    private void restorePartition(int partition, int partitions) {
        Map<Bytes, byte[]> entries = rebuilt(partition, partitions);
        // Scans of unknown codes without ids of their own are told a verdict, and leave no entry.
        if (entries.isEmpty() || isWrittenByMembers(partition)) {
            return;
        }
        Producer<byte[], byte[]> writer = writer();
        if (isEmpty(Topic.TICKET_STORE, partition)) {
            write(partition, entries, writer);
        }
    }

    private Map<Bytes, byte[]> rebuilt(int partition, int partitions) {
        StoreRebuild store = new StoreRebuild(partition, partitions);
        readAll(Topic.TICKETS, partition, TicketChanged.class, store::add);
        readAll(Topic.SCAN_OUTCOMES, partition, ScanDecided.class, (key, outcome) -> store.add(outcome));
        return store.entries();
    }

    /** What a member has decided a moment ago may be seen among the outcomes before it is seen in the changelog. */
    private boolean isWrittenByMembers(int partition) {
        return group.awaitNoMembersUnless(
                () -> !isEmpty(Topic.TICKET_STORE, partition),
                ("The changelog of the ticket store is empty for partition %d, and other processors run."
                                + " Stop all of them, then start them again: the store is then rebuilt")
                        .formatted(partition));
    }

    private Producer<byte[], byte[]> writer() {
        Producer<byte[], byte[]> known = producer;
        if (known == null) {
            known = producers.get();
            known.initTransactions();
            producer = known;
        }
        return known;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // commitTransaction throws if a send has failed.
    private static void write(int partition, Map<Bytes, byte[]> entries, Producer<byte[], byte[]> writer) {
        LOG.error(
                "The changelog of the ticket store is empty for partition {}, although tickets were loaded or scans decided"
                        + " there. It is rebuilt from {} and {}, with {} entries; admissions older than the outcomes are lost",
                partition,
                Topic.TICKETS.topicName(),
                Topic.SCAN_OUTCOMES.topicName(),
                entries.size());
        writer.beginTransaction();
        entries.forEach((key, value) ->
                writer.send(new ProducerRecord<>(Topic.TICKET_STORE.topicName(), partition, key.get(), value)));
        writer.commitTransaction();
    }

    /** Takes in a record that was found. */
    private interface Found<V> {
        void add(byte @Nullable [] key, V value);
    }

    private <V extends SpecificRecord> void readAll(Topic topic, int partition, Class<V> type, Found<V> found) {
        TopicPartition source = of(topic, partition);
        topics.read(
                source,
                topics.begin(source),
                topics.end(source),
                read -> decoded(topic, read, type).ifPresent(value -> found.add(read.key(), value)));
    }

    private <V extends SpecificRecord> Optional<V> decoded(
            Topic topic, ConsumerRecord<byte[], byte[]> read, Class<V> type) {
        try {
            return Optional.of(decoder.decode(topic, read.headers(), read.value(), type));
        } catch (UndecodableRecordException e) {
            LOG.debug("{}-{}@{} was put aside when it came", read.topic(), read.partition(), read.offset(), e);
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        if (producer != null) {
            producer.close();
        }
    }
}
