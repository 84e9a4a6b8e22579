package io.gatesync.processor.streams;

import static java.util.Objects.requireNonNull;

import io.gatesync.messaging.Topic;
import io.gatesync.messaging.UndecodableRecordException;
import io.gatesync.processor.registry.RetryingDecoder;
import io.gatesync.processor.topology.StoreRebuild;
import io.gatesync.schemas.ScanDecided;
import io.gatesync.schemas.TicketChanged;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Builds the ticket store anew where its changelog is empty although scans were decided: the disk of a broker was replaced, or
 * somebody deleted the topic. Without it, everybody who is inside could come in a second time.
 *
 * <p>The tickets are all in their topic. Who was admitted, and what other scans were told, is in the outcomes, as far back as
 * they are kept.
 */
final class LostStore {
    private static final Logger LOG = LoggerFactory.getLogger(LostStore.class);
    private static final Duration POLL = Duration.ofMillis(200);

    private final org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer;
    private final RetryingDecoder decoder;

    /** @param consumer has no group, and reads committed */
    LostStore(org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer, RetryingDecoder decoder) {
        this.consumer = consumer;
        this.decoder = decoder;
    }

    /**
     * Writes the changelog of each partition that has lost it.
     *
     * @param producer transactional, with the same id in all processors. Whoever begins last ends the work of those before;
     *     it looks again whether the changelog is empty, so that no older state is ever written over a newer one
     */
    void restore(int partitions, Producer<byte[], byte[]> producer) {
        List<Integer> lost =
                IntStream.range(0, partitions).filter(this::isLost).boxed().toList();
        if (lost.isEmpty()) {
            return;
        }
        LOG.error(
                "The changelog of the ticket store is empty for the partitions {}, although scans were decided there."
                        + " The store is rebuilt from {} and {}; admissions older than the outcomes are lost",
                lost,
                Topic.TICKETS.topicName(),
                Topic.SCAN_OUTCOMES.topicName());
        producer.initTransactions();
        for (int partition : lost) {
            if (isLost(partition)) {
                rebuild(partition, producer);
            }
        }
    }

    private boolean isLost(int partition) {
        return isEmpty(of(Topic.TICKET_STORE, partition)) && !isEmpty(of(Topic.SCAN_OUTCOMES, partition));
    }

    private boolean isEmpty(TopicPartition partition) {
        return requireNonNull(consumer.beginningOffsets(List.of(partition)).get(partition))
                >= requireNonNull(consumer.endOffsets(List.of(partition)).get(partition));
    }

    private static TopicPartition of(Topic topic, int partition) {
        return new TopicPartition(topic.topicName(), partition);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // commitTransaction throws if a send has failed.
    private void rebuild(int partition, Producer<byte[], byte[]> producer) {
        StoreRebuild store = new StoreRebuild();
        readAll(Topic.TICKETS, partition, TicketChanged.class, store::add);
        readAll(Topic.SCAN_OUTCOMES, partition, ScanDecided.class, store::add);
        Map<Bytes, byte[]> entries = store.entries();
        producer.beginTransaction();
        entries.forEach((key, value) ->
                producer.send(new ProducerRecord<>(Topic.TICKET_STORE.topicName(), partition, key.get(), value)));
        producer.commitTransaction();
        LOG.info("The ticket store of partition {} has been rebuilt: {} entries", partition, entries.size());
    }

    private <V extends SpecificRecord> void readAll(Topic topic, int partition, Class<V> type, Consumer<V> reader) {
        TopicPartition source = of(topic, partition);
        consumer.assign(List.of(source));
        consumer.seekToBeginning(List.of(source));
        long end = requireNonNull(consumer.endOffsets(List.of(source)).get(source));
        while (consumer.position(source) < end) {
            for (ConsumerRecord<byte[], byte[]> read : consumer.poll(POLL)) {
                try {
                    reader.accept(decoder.decode(topic, read.headers(), read.value(), type));
                } catch (UndecodableRecordException e) {
                    LOG.debug("{}@{} was put aside when it came", source, read.offset(), e);
                }
            }
        }
    }
}
