package io.gatesync.gateway.publish;

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
import org.jspecify.annotations.Nullable;

/** Publishes ticket files of any length, in constant memory. */
public final class TicketLoads {
    private final RecordProducer producer;
    private final InstantSource clock;
    private final int maxInFlight;
    private final int maxListedErrors;

    /**
     * @param maxInFlight rows of one file that may be sent and not yet acknowledged
     * @param maxListedErrors refused rows that are listed; more are only counted
     */
    public TicketLoads(RecordProducer producer, InstantSource clock, int maxInFlight, int maxListedErrors) {
        this.producer = producer;
        this.clock = clock;
        this.maxInFlight = maxInFlight;
        this.maxListedErrors = maxListedErrors;
    }

    /**
     * Publishes the tickets of a file in their order and skips the rows that are no tickets. The same file may be loaded
     * any number of times.
     *
     * @throws TicketLoadBrokenException if Kafka did not acknowledge every ticket
     * @throws IOException if the file cannot be read to its end
     */
    public TicketLoad load(String eventId, TicketRows rows) throws IOException {
        RecordGroup group = producer.group(maxInFlight);
        List<TicketRow.Refused> listed = new ArrayList<>();
        long refused = 0;
        try {
            for (TicketRow row = rows.next(); row != null; row = rows.next()) {
                switch (row) {
                    case TicketRow.Ticket ticket -> group.send(ticketChanged(eventId, ticket, clock.instant()));
                    case TicketRow.Refused noTicket -> {
                        refused++;
                        if (listed.size() < maxListedErrors) {
                            listed.add(noTicket);
                        }
                    }
                }
            }
            group.awaitAcknowledged();
        } catch (NotPublishedException e) {
            throw new TicketLoadBrokenException(group.acknowledged(), refused, e);
        }
        return new TicketLoad(group.acknowledged(), refused, listed);
    }

    private static ProducerRecord<String, SpecificRecord> ticketChanged(
            String eventId, TicketRow.Ticket ticket, Instant now) {
        return new ProducerRecord<>(
                Topic.TICKETS.topicName(),
                null,
                now.toEpochMilli(),
                ticket.qrcode(),
                new TicketChanged(
                        eventId,
                        ticket.qrcode(),
                        status(ticket),
                        ticket.type(),
                        ticket.admittence(),
                        ticket.number(),
                        now));
    }

    private static @Nullable TicketStatus status(TicketRow.Ticket ticket) {
        if (ticket.revoked() == null) {
            return null;
        }
        return ticket.revoked() ? TicketStatus.REVOKED : TicketStatus.VALID;
    }
}
