package io.gatesync.gateway.publish;

import io.gatesync.gateway.input.CodeRule;
import io.gatesync.gateway.input.EventChange;
import io.gatesync.messaging.Topic;
import io.gatesync.schemas.EventAccess;
import io.gatesync.schemas.EventState;
import java.time.InstantSource;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Publishes what becomes of events. */
public final class Events {
    private final RecordProducer producer;
    private final InstantSource clock;
    private final UnaryOperator<String> hash;

    /** @param hash of a passcode */
    public Events(RecordProducer producer, InstantSource clock, UnaryOperator<String> hash) {
        this.producer = producer;
        this.clock = clock;
        this.hash = hash;
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
                hash.apply(event.passcode()),
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
