package io.gatesync.gateway.kafka;

import io.gatesync.gateway.answer.TicketsAnswer;
import io.gatesync.gateway.answer.TicketsAnswer.RefusedRow;
import io.gatesync.gateway.input.TicketRow;
import io.gatesync.gateway.input.TicketRows;
import io.gatesync.messaging.Topic;
import io.gatesync.schemas.TicketChanged;
import io.gatesync.schemas.TicketStatus;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Publishes ticket files of any length, in constant memory. */
public final class TicketLoads {
    private final EventProducer producer;
    private final InstantSource clock;
    private final int maxInFlight;
    private final int maxListedErrors;

    /**
     * @param maxInFlight rows of a file that may be on their way to Kafka at a time
     * @param maxListedErrors refused rows that are listed; more are only counted
     */
    TicketLoads(EventProducer producer, InstantSource clock, int maxInFlight, int maxListedErrors) {
        this.producer = producer;
        this.clock = clock;
        this.maxInFlight = maxInFlight;
        this.maxListedErrors = maxListedErrors;
    }

    /**
     * Publishes every ticket of a file, in its order, and passes over the rows that are none. The same file may be loaded
     * any number of times.
     *
     * @throws TicketLoadBrokenException if Kafka did not take them all
     * @throws IOException if the file cannot be read to its end
     */
    public TicketsAnswer load(String eventId, TicketRows rows) throws IOException {
        RecordGroup group = producer.group(maxInFlight);
        List<RefusedRow> errors = new ArrayList<>();
        long refused = 0;
        try {
            for (TicketRow row = rows.next(); row != null; row = rows.next()) {
                switch (row) {
                    case TicketRow.Ticket ticket -> group.send(ticketChanged(eventId, ticket, clock.instant()));
                    case TicketRow.Refused bad -> {
                        refused++;
                        if (errors.size() < maxListedErrors) {
                            errors.add(new RefusedRow(bad.line(), bad.reason()));
                        }
                    }
                }
            }
            group.awaitAcknowledged();
        } catch (KafkaAwayException e) {
            throw new TicketLoadBrokenException(group.acknowledged(), refused, e);
        }
        return new TicketsAnswer(eventId, group.acknowledged(), refused, errors, refused > errors.size());
    }

    private static ProducerRecord<String, SpecificRecord> ticketChanged(
            String eventId, TicketRow.Ticket ticket, Instant now) {
        return new ProducerRecord<>(
                Topic.TICKETS.topicName(),
                ticket.qrcode(),
                new TicketChanged(
                        eventId,
                        ticket.qrcode(),
                        ticket.revoked() ? TicketStatus.REVOKED : TicketStatus.VALID,
                        ticket.type(),
                        ticket.admittence(),
                        ticket.number(),
                        now));
    }
}
