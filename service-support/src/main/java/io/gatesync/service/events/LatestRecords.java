package io.gatesync.service.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatesync.messaging.RecordDecoder;
import io.gatesync.messaging.Topic;
import io.gatesync.messaging.UndecodableRecordException;
import io.gatesync.service.Loop;
import io.gatesync.service.RetriedFailures;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The latest record of every key of a compacted topic, kept up to date while the service runs. Until all that stood there at the
 * start has been read, it is in {@link #trouble}. Later failures to read it only make the records old; reading is retried. A record
 * without a value deletes its key.
 *
 * @param <T> the type of the topic's values
 */
abstract class LatestRecords<T extends SpecificRecord> implements Loop {
    private static final Logger LOG = LoggerFactory.getLogger(LatestRecords.class);
    private static final Duration POLL = Duration.ofMillis(500);
    /**
     * How long Kafka may hold back its answer while there is nothing to read. The question where the topic ends waits behind it on the
     * same connection, and an organiser for that; Kafka's own default is 500 ms.
     */
    private static final int FETCH_WAIT_MILLIS = 100;

    private final Consumer<byte[], byte[]> consumer;
    private final RecordDecoder decoder;
    private final Source<T> source;
    private final RetriedFailures failures;
    private final Map<String, T> latest = new ConcurrentHashMap<>();
    private final Refreshes refreshes = new Refreshes();

    private volatile boolean stopping;

    /**
     * What is read.
     *
     * @param type of the values
     * @param name of what the records are about, in the plural, for logs
     * @param meanwhile what happens while the topic cannot be read, in a sentence for the operator
     */
    record Source<T extends SpecificRecord>(Topic topic, Class<T> type, String name, String meanwhile) {}

    /**
     * Records that are read with these properties of a Kafka consumer.
     *
     * @param clientId of its consumer, by which metrics tell it from others
     * @param retry how long to wait after a failure
     */
    LatestRecords(Map<String, Object> consumerProperties, String clientId, Source<T> source, Duration retry) {
        this.consumer = consumer(consumerProperties, clientId);
        this.decoder = RecordDecoder.configuredBy(consumerProperties);
        this.source = source;
        this.failures = new RetriedFailures("Reading the " + source.name(), source.meanwhile(), retry);
    }

    private static Consumer<byte[], byte[]> consumer(Map<String, Object> consumerProperties, String clientId) {
        Map<String, Object> properties = new HashMap<>(consumerProperties);
        properties.put(ConsumerConfig.CLIENT_ID_CONFIG, clientId);
        properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_WAIT_MILLIS);
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** The record with this key; empty if there is none, as far as it is known. */
    final Optional<T> latest(String key) {
        return Optional.ofNullable(latest.get(key));
    }

    /** All of them, as they are known now. */
    final Collection<T> all() {
        return Collections.unmodifiableCollection(latest.values());
    }

    /** Whether a record takes the place of one with the same key. Every instance decides it alike, whenever it reads them. */
    boolean replaces(T next, T known) {
        return true;
    }

    /**
     * Makes sure that all that stood in the topic at the start has been read.
     *
     * @throws NotReadException if it has not
     */
    final void requireRead() {
        if (!refreshes.any()) {
            throw new NotReadException(source.name(), stillBeingRead());
        }
    }

    /**
     * Waits until everything that stands in the topic now has been read.
     *
     * @throws NotReadException if that takes longer than the timeout
     */
    public final void refresh(Duration timeout) {
        if (!refreshes.await(refreshes.ask(consumer::wakeup), timeout)) {
            throw new NotReadException(
                    source.name(),
                    "The %s could not be read within %d ms".formatted(source.name(), timeout.toMillis()));
        }
    }

    private String stillBeingRead() {
        return "The " + source.name() + " are still being read";
    }

    @Override
    public final void run() {
        refreshes.ask(() -> {}); // What stands in the topic at the start.
        boolean assigned = false;
        while (!stopping) {
            try {
                if (!assigned) {
                    Set<TopicPartition> partitions = partitions();
                    consumer.assign(partitions);
                    consumer.seekToBeginning(partitions);
                    assigned = true;
                }
                serveRefreshes();
                consumer.poll(POLL).forEach(this::take);
                failures.succeeded();
            } catch (WakeupException e) {
                LOG.debug("Woken up to refresh, or to stop", e);
            } catch (RuntimeException e) {
                assigned = false; // The record that failed is read again; the others change nothing.
                failures.failed(e);
            }
        }
    }

    private void serveRefreshes() {
        for (long refresh = refreshes.next(); refresh != Refreshes.NONE; refresh = refreshes.next()) {
            Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
            while (!haveRead(ends)) {
                consumer.poll(POLL).forEach(this::take);
            }
            refreshes.done(refresh);
        }
    }

    private boolean haveRead(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    private void take(ConsumerRecord<byte[], byte[]> read) {
        String key = read.key() == null ? "" : new String(read.key(), UTF_8);
        if (read.value() == null) {
            latest.remove(key);
            return;
        }
        try {
            T record = decoder.decode(source.topic(), read.headers(), read.value(), source.type());
            latest.merge(key, record, (known, next) -> replaces(next, known) ? next : known);
        } catch (UndecodableRecordException e) {
            LOG.error(
                    "{}-{}@{} cannot be decoded, and what is known of the {} stays as it was before: {}",
                    read.topic(),
                    read.partition(),
                    read.offset(),
                    source.name(),
                    e.getMessage());
        }
    }

    private Set<TopicPartition> partitions() {
        return consumer.partitionsFor(source.topic().topicName()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .collect(Collectors.toSet());
    }

    @Override
    public final void stop() {
        stopping = true;
        failures.stop();
        consumer.wakeup();
    }

    /** Old records are no trouble: what was read before still holds. */
    @Override
    public final Optional<String> trouble() {
        return refreshes.any() ? Optional.empty() : failures.current().or(() -> Optional.of(stillBeingRead()));
    }

    @Override
    public final void close() {
        consumer.close();
        decoder.close();
    }
}
