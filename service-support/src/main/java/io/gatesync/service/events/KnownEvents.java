package io.gatesync.service.events;

import static java.util.stream.Collectors.toUnmodifiableSet;

import io.gatesync.messaging.RecordDecoder;
import io.gatesync.messaging.Topic;
import io.gatesync.messaging.UndecodableRecordException;
import io.gatesync.schemas.EventAccess;
import io.gatesync.schemas.EventState;
import io.gatesync.service.Loop;
import io.gatesync.service.RetriedFailures;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
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
 * The latest state of every event, read from {@code gatesync.events} and kept up to date while the service runs. Until all that
 * stood there at the start has been read, it is in {@link #trouble}. Later failures to read it only make the states old; reading
 * is retried.
 */
public final class KnownEvents implements Loop {
    private static final Logger LOG = LoggerFactory.getLogger(KnownEvents.class);
    private static final Duration POLL = Duration.ofMillis(500);
    /**
     * How long Kafka may hold back its answer while there is nothing to read. The question where the events end waits behind it on the
     * same connection, and an organiser for that; Kafka's own default is 500 ms.
     */
    private static final int FETCH_WAIT_MILLIS = 100;

    private static final String MEANWHILE =
            "Events stay as they were read before; requests to events that were opened since are answered 503";

    private final Consumer<byte[], byte[]> consumer;
    private final RecordDecoder decoder;
    private final RetriedFailures failures;
    private final Map<String, EventAccess> events = new ConcurrentHashMap<>();
    private final Refreshes refreshes = new Refreshes();

    private volatile boolean stopping;

    /**
     * @param consumer without a group; closed with this
     * @param decoder of the events; closed with this
     * @param retry how long to wait after a failure
     */
    KnownEvents(Consumer<byte[], byte[]> consumer, RecordDecoder decoder, Duration retry) {
        this.consumer = consumer;
        this.decoder = decoder;
        this.failures = new RetriedFailures("Reading the events", MEANWHILE, retry);
    }

    /**
     * Events that are read with these properties of a Kafka consumer.
     *
     * @param clientId of its consumer, by which metrics tell it from others
     * @param retry how long to wait after a failure
     */
    public static KnownEvents configuredBy(Map<String, Object> consumerProperties, String clientId, Duration retry) {
        Map<String, Object> properties = new HashMap<>(consumerProperties);
        properties.put(ConsumerConfig.CLIENT_ID_CONFIG, clientId);
        properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_WAIT_MILLIS);
        return new KnownEvents(
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer()),
                RecordDecoder.configuredBy(consumerProperties),
                retry);
    }

    /** An event as it is known now; empty if nobody has opened it, as far as it is known. */
    public Optional<EventAccess> find(String eventId) {
        return Optional.ofNullable(events.get(eventId));
    }

    /**
     * An event; if it is not known, everything that stands in the topic now is read first.
     *
     * @param timeout how long to wait for that
     * @throws EventsUnknownException if it cannot be told in time whether there is such an event
     */
    public Optional<EventAccess> findUpToDate(String eventId, Duration timeout) {
        Optional<EventAccess> known = find(eventId);
        if (known.isPresent()) {
            return known;
        }
        refresh(timeout);
        return find(eventId);
    }

    /**
     * Waits until everything that stands in the topic now has been read.
     *
     * @throws EventsUnknownException if that takes longer than the timeout
     */
    public void refresh(Duration timeout) {
        long refresh = refreshes.ask(consumer::wakeup);
        if (!refreshes.await(refresh, timeout)) {
            throw new EventsUnknownException("The events could not be read within %d ms".formatted(timeout.toMillis()));
        }
    }

    /** The ids of the events that are over for good, as far as they are known. */
    public Set<String> ended() {
        return events.values().stream()
                .filter(event -> event.getState() == EventState.ENDED)
                .map(EventAccess::getEventId)
                .collect(toUnmodifiableSet());
    }

    @Override
    public void run() {
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
                refresh();
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

    private void refresh() {
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
        try {
            EventAccess event = decoder.decode(Topic.EVENTS, read.headers(), read.value(), EventAccess.class);
            events.put(event.getEventId(), event);
        } catch (UndecodableRecordException e) {
            LOG.error(
                    "The event at {}-{}@{} cannot be decoded, and stays as it was before: {}",
                    read.topic(),
                    read.partition(),
                    read.offset(),
                    e.getMessage());
        }
    }

    private Set<TopicPartition> partitions() {
        return consumer.partitionsFor(Topic.EVENTS.topicName()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .collect(Collectors.toSet());
    }

    @Override
    public void stop() {
        stopping = true;
        failures.stop();
        consumer.wakeup();
    }

    /** Old states are no trouble: what was read before still holds. */
    @Override
    public Optional<String> trouble() {
        return refreshes.any()
                ? Optional.empty()
                : failures.current().or(() -> Optional.of("The events are still being read"));
    }

    @Override
    public void close() {
        consumer.close();
        decoder.close();
    }
}
