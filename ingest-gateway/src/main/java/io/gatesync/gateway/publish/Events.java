package io.gatesync.gateway.publish;

import io.gatesync.gateway.input.EventChange;
import io.gatesync.messaging.Topic;
import io.gatesync.schemas.EventAccess;
import io.gatesync.schemas.EventState;
import java.time.Instant;
import java.time.InstantSource;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;

/** Publishes an event's name, whether it is open, and the hash of its passcode. */
public final class Events {
    private final RecordProducer producer;
    private final InstantSource clock;
    /** Writes the algorithm before the hash, as in {@code {bcrypt}$2a$10...}, so that a later one can be told apart. */
    private final PasswordEncoder passcodes = PasswordEncoderFactories.createDelegatingPasswordEncoder();

    public Events(RecordProducer producer, InstantSource clock) {
        this.producer = producer;
        this.clock = clock;
    }

    /**
     * Publishes an event's new state; returns when Kafka has acknowledged it.
     *
     * @throws NotPublishedException if Kafka did not acknowledge it
     */
    public void publish(EventChange event) {
        Instant now = clock.instant();
        producer.send(new ProducerRecord<>(
                Topic.EVENTS.topicName(),
                null,
                now.toEpochMilli(),
                event.eventId(),
                new EventAccess(
                        event.eventId(),
                        event.name(),
                        passcodes.encode(event.passcode()),
                        event.open() ? EventState.OPEN : EventState.CLOSED,
                        now)));
    }
}
