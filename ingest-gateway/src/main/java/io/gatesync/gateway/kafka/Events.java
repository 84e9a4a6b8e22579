package io.gatesync.gateway.kafka;

import io.gatesync.gateway.input.EventChange;
import io.gatesync.messaging.Topic;
import io.gatesync.schemas.EventAccess;
import io.gatesync.schemas.EventState;
import java.time.InstantSource;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/** Publishes what an event is called, whether it is open, and the hash of its passcode. */
public final class Events {
    /** Names the algorithm in the form that Spring Security tells hashes apart by. */
    private static final String ALGORITHM = "{bcrypt}";

    private final EventProducer producer;
    private final InstantSource clock;
    private final BCryptPasswordEncoder bcrypt = new BCryptPasswordEncoder();

    Events(EventProducer producer, InstantSource clock) {
        this.producer = producer;
        this.clock = clock;
    }

    /**
     * Publishes the event's new state; returns when Kafka has acknowledged it.
     *
     * @throws KafkaAwayException if it did not
     */
    public void publish(EventChange event) {
        RecordGroup group = producer.group(1);
        group.send(new ProducerRecord<>(
                Topic.EVENTS.topicName(),
                event.eventId(),
                new EventAccess(
                        event.eventId(),
                        event.name(),
                        ALGORITHM + bcrypt.encode(event.passcode()),
                        event.open() ? EventState.OPEN : EventState.CLOSED,
                        clock.instant())));
        group.awaitAcknowledged();
    }
}
