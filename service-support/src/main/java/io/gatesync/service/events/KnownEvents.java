package io.gatesync.service.events;

import static java.util.stream.Collectors.toUnmodifiableSet;

import io.gatesync.messaging.Topic;
import io.gatesync.schemas.EventAccess;
import io.gatesync.schemas.EventState;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The latest state of every event, read from {@code gatesync.events} and kept up to date while the service runs. */
public final class KnownEvents extends LatestRecords<EventAccess> {
    private static final Source<EventAccess> SOURCE = new Source<>(
            Topic.EVENTS,
            EventAccess.class,
            "events",
            "Events stay as they were read before; requests to events that were opened since are answered 503");

    /**
     * Events that are read with these properties of a Kafka consumer.
     *
     * @param clientId of its consumer, by which metrics tell it from others
     * @param retry how long to wait after a failure
     */
    public KnownEvents(Map<String, Object> consumerProperties, String clientId, Duration retry) {
        super(consumerProperties, clientId, SOURCE, retry);
    }

    /** An event as it is known now; empty if nobody has opened it, as far as it is known. */
    public Optional<EventAccess> find(String eventId) {
        return latest(eventId);
    }

    /**
     * An event; if it is not known, everything that stands in the topic now is read first.
     *
     * @param timeout how long to wait for that
     * @throws NotReadException if it cannot be told in time whether there is such an event
     */
    public Optional<EventAccess> findUpToDate(String eventId, Duration timeout) {
        Optional<EventAccess> known = find(eventId);
        if (known.isPresent()) {
            return known;
        }
        refresh(timeout);
        return find(eventId);
    }

    /** The ids of the events that are over for good, as far as they are known. */
    public Set<String> ended() {
        return all().stream()
                .filter(event -> event.getState() == EventState.ENDED)
                .map(EventAccess::getEventId)
                .collect(toUnmodifiableSet());
    }
}
