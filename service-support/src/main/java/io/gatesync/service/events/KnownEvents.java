package io.gatesync.service.events;

import static java.util.stream.Collectors.toUnmodifiableSet;

import io.gatesync.messaging.Topic;
import io.gatesync.schemas.EventAccess;
import io.gatesync.schemas.EventState;
import io.gatesync.service.Loop;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The latest state of every event, read from {@code gatesync.events} and kept up to date while the service runs. */
public final class KnownEvents implements Loop {
    private static final LatestRecords.Source<EventAccess> SOURCE = new LatestRecords.Source<>(
            Topic.EVENTS,
            EventAccess.class,
            "events",
            "Events stay as they were read before; requests to events that were opened since are answered 503");

    private final LatestRecords<EventAccess> records;

    private KnownEvents(LatestRecords<EventAccess> records) {
        this.records = records;
    }

    /**
     * Events that are read with these properties of a Kafka consumer.
     *
     * @param clientId of its consumer, by which metrics tell it from others
     * @param retry how long to wait after a failure
     */
    public static KnownEvents configuredBy(Map<String, Object> consumerProperties, String clientId, Duration retry) {
        return new KnownEvents(LatestRecords.configuredBy(consumerProperties, clientId, SOURCE, retry));
    }

    /** An event as it is known now; empty if nobody has opened it, as far as it is known. */
    public Optional<EventAccess> find(String eventId) {
        return records.find(eventId);
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
        if (!records.refresh(timeout)) {
            throw new EventsUnknownException("The events could not be read within %d ms".formatted(timeout.toMillis()));
        }
    }

    /** The ids of the events that are over for good, as far as they are known. */
    public Set<String> ended() {
        return records.all().stream()
                .filter(event -> event.getState() == EventState.ENDED)
                .map(EventAccess::getEventId)
                .collect(toUnmodifiableSet());
    }

    @Override
    public void run() {
        records.run();
    }

    @Override
    public void stop() {
        records.stop();
    }

    @Override
    public Optional<String> trouble() {
        return records.trouble();
    }

    @Override
    public void close() {
        records.close();
    }
}
