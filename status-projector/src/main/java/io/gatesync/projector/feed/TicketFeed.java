package io.gatesync.projector.feed;

import io.gatesync.messaging.RecordDecoder;
import io.gatesync.messaging.Topic;
import io.gatesync.messaging.UndecodableRecordException;
import io.gatesync.service.Loop;
import io.gatesync.service.RetriedFailures;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the tickets of the events that devices ask about up to date. An event is loaded from the tables when it is asked for first,
 * and followed in the topics from where the tables were; one consumer follows for all events, and each event ignores what it knows
 * already. While nobody asks, nothing is read.
 *
 * <p>A failure here stops no projection: devices are told to ask again.
 */
public final class TicketFeed implements Loop {
    private static final Logger LOG = LoggerFactory.getLogger(TicketFeed.class);
    /**
     * Changes are shown together, this often: to all who wait at once, and as the same bytes. Five hundred devices that are woken by each
     * admission would keep a core busy.
     */
    private static final Duration SEAL_INTERVAL = Duration.ofSeconds(1);
    /** How long a poll waits, so that changes are shown in time. */
    private static final Duration POLL = Duration.ofMillis(100);

    private final Consumer<byte[], byte[]> consumer;
    private final RecordDecoder decoder;
    private final FollowedTopics topics;
    private final EventLoader loader;
    private final Duration keptIdle;
    private final RetriedFailures failures;
    private final int partitions;
    private final Map<String, ServedEvent> events = new ConcurrentHashMap<>();
    private final Lock loading = new ReentrantLock();
    private final Semaphore news = new Semaphore(0);
    /** Those of the events that the consumer reads for; only its thread looks at it. */
    private List<EventFeed> followed = List.of();

    private long lastSealNanos = System.nanoTime();
    private volatile boolean stopping;
    private volatile boolean repositioning;

    /** Loads an event from the tables. */
    @FunctionalInterface
    public interface EventLoader {
        /** Reads it as it stands now. */
        ServedEvent load(String eventId);
    }

    /**
     * @param consumer without a group; closed with this
     * @param decoder of the values; its owner closes it
     * @param partitions of each of the two topics
     * @param keptIdle how long an event is followed after the last question
     * @param retry how long to wait after a failure
     */
    public TicketFeed(
            Consumer<byte[], byte[]> consumer,
            RecordDecoder decoder,
            FollowedTopics topics,
            EventLoader loader,
            int partitions,
            Duration keptIdle,
            Duration retry) {
        this.consumer = consumer;
        this.decoder = decoder;
        this.topics = topics;
        this.loader = loader;
        this.partitions = partitions;
        this.keptIdle = keptIdle;
        this.failures = new RetriedFailures(
                "Following the tickets for devices", "Devices keep the tickets that they have", retry);
    }

    /** The tickets of an event; loads them if nobody has asked before. */
    ServedEvent of(String eventId) {
        ServedEvent known = events.get(eventId);
        ServedEvent event = known == null ? load(eventId) : known;
        event.feed().asked();
        return event;
    }

    /** One at a time: five hundred devices that ask at once cost one look at the tables. */
    private ServedEvent load(String eventId) {
        loading.lock();
        try {
            ServedEvent known = events.get(eventId);
            if (known != null) {
                return known;
            }
            ServedEvent loaded = loader.load(eventId);
            events.put(eventId, loaded);
            reread();
            return loaded;
        } finally {
            loading.unlock();
        }
    }

    private void reread() {
        repositioning = true;
        news.release();
        consumer.wakeup();
    }

    /** Where the topics end now. */
    Offsets ends() {
        return Offsets.of(topics.ends(), partitions);
    }

    /** How many events are followed. */
    public int followed() {
        return events.size();
    }

    @Override
    public void run() {
        while (!stopping) {
            try {
                forgetIdle();
                if (repositioning) {
                    reposition();
                }
                if (followed.isEmpty()) {
                    awaitNews();
                } else {
                    take(consumer.poll(POLL));
                    sealInTime();
                }
                failures.succeeded();
            } catch (WakeupException e) {
                LOG.debug("Woken up for another event, or to stop", e);
            } catch (OffsetOutOfRangeException e) {
                LOG.warn("Kafka does not hold the next records of tickets or outcomes; devices load their lists anew");
                forget(event -> true);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted while nobody asked", e);
            } catch (RuntimeException e) {
                repositioning = true;
                failures.failed(e);
            }
        }
        forget(event -> true);
    }

    private void awaitNews() throws InterruptedException {
        if (news.tryAcquire(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
            news.drainPermits();
        }
    }

    private void sealInTime() {
        if (System.nanoTime() - lastSealNanos >= SEAL_INTERVAL.toNanos()) {
            lastSealNanos = System.nanoTime();
            followed.forEach(EventFeed::seal);
        }
    }

    /** Goes back to the first record that an event has not seen. */
    private void reposition() {
        repositioning = false; // Whoever loads an event from here on asks for it once more.
        try {
            follow(events.values().stream().map(ServedEvent::feed).toList());
        } catch (RuntimeException e) {
            repositioning = true;
            throw e;
        }
    }

    private void follow(List<EventFeed> feeds) {
        Optional<Offsets> unread = feeds.stream().map(EventFeed::unread).reduce(Offsets::least);
        if (unread.isEmpty()) {
            consumer.unsubscribe();
        } else {
            List<TopicPartition> all = Offsets.partitions(partitions);
            consumer.assign(all);
            Offsets begins = Offsets.of(consumer.beginningOffsets(all), partitions);
            Offsets ends = ends();
            feeds.forEach(feed -> feed.topicsHold(begins, ends));
            for (int place = 0; place < all.size(); place++) {
                consumer.seek(all.get(place), Math.max(unread.get().at(place), begins.at(place)));
            }
        }
        followed = feeds;
    }

    private void take(ConsumerRecords<byte[], byte[]> polled) {
        for (ConsumerRecord<byte[], byte[]> source : polled) {
            Optional<SpecificRecord> record = decoded(source);
            int place = Offsets.place(source.topic(), source.partition(), partitions);
            record.ifPresent(value -> followed.forEach(event -> event.take(place, source.offset(), value)));
        }
        for (TopicPartition partition : consumer.assignment()) {
            long position = consumer.position(partition);
            int place = Offsets.place(partition.topic(), partition.partition(), partitions);
            followed.forEach(event -> event.passed(place, position));
        }
    }

    /** Empty for what belongs to the dead letters. */
    private Optional<SpecificRecord> decoded(ConsumerRecord<byte[], byte[]> source) {
        try {
            Topic topic = Topic.TICKETS.topicName().equals(source.topic()) ? Topic.TICKETS : Topic.SCAN_OUTCOMES;
            return Optional.of(decoder.decode(topic, source.headers(), source.value(), SpecificRecord.class));
        } catch (UndecodableRecordException e) {
            LOG.debug("{}-{}@{} is left out", source.topic(), source.partition(), source.offset(), e);
            return Optional.empty();
        }
    }

    private void forgetIdle() {
        forget(event -> event.idle().compareTo(keptIdle) > 0);
    }

    private void forget(Predicate<EventFeed> which) {
        List<ServedEvent> forgotten = events.values().stream()
                .filter(event -> which.test(event.feed()))
                .toList();
        forgotten.forEach(event -> {
            events.remove(event.feed().eventId(), event);
            event.feed().close();
            repositioning = true;
        });
    }

    @Override
    public void stop() {
        stopping = true;
        failures.stop();
        news.release();
        consumer.wakeup();
    }

    /** None of it is the service's: it projects, and serves what it has. */
    @Override
    public Optional<String> trouble() {
        return Optional.empty();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
