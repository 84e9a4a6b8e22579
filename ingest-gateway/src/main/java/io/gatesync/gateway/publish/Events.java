package io.gatesync.gateway.publish;

import io.gatesync.gateway.input.CodeRule;
import io.gatesync.gateway.input.EventChange;
import io.gatesync.messaging.Topic;
import io.gatesync.schemas.EventAccess;
import io.gatesync.schemas.EventState;
import java.time.InstantSource;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;

/** Publishes what becomes of events. */
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
     * @param rule how codes are read there
     * @throws NotPublishedException if Kafka did not acknowledge it
     */
    public void publish(EventChange event, CodeRule rule) {
        publish(new EventAccess(
                event.eventId(),
                event.name(),
                passcodes.encode(event.passcode()),
                event.open() ? EventState.OPEN : EventState.CLOSED,
                clock.instant(),
                rule.pattern().orElse(null),
                rule.caseMatters()));
    }

    /**
     * Publishes that an event is over for good: services delete what they hold of it. Returns when Kafka has acknowledged it.
     *
     * @param event as it stood before
     * @throws NotPublishedException if Kafka did not acknowledge it
     */
    public void end(EventAccess event) {
        publish(new EventAccess(
                event.getEventId(), event.getName(), "", EventState.ENDED, clock.instant(), null, true));
    }

    private void publish(EventAccess event) {
        producer.send(new ProducerRecord<>(
                Topic.EVENTS.topicName(), null, event.getChangedAt().toEpochMilli(), event.getEventId(), event));
    }
}
