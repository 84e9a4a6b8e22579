package io.gatesync.gateway.publish;

import io.gatesync.gateway.comparison.Comparison;
import io.gatesync.gateway.comparison.Counts;
import io.gatesync.gateway.comparison.TicketLoad;
import io.gatesync.gateway.projector.ProjectedTickets;
import io.gatesync.gateway.projector.ProjectorAwayException;
import io.gatesync.gateway.ticketlist.LoadMode;
import io.gatesync.gateway.ticketlist.Notices;
import io.gatesync.gateway.ticketlist.TicketRow;
import io.gatesync.gateway.ticketlist.TicketRows;
import io.gatesync.messaging.Topic;
import io.gatesync.schemas.TicketChanged;
import io.gatesync.schemas.TicketStatus;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads ticket lists of any length, in constant memory: reads a list to its end, compares it with the tickets that the event has,
 * and publishes what changes.
 */
public final class TicketLoads {
    private static final Logger LOG = LoggerFactory.getLogger(TicketLoads.class);
    /** The share of an event's tickets that a list may revoke by not having them: one in ten. */
    private static final int UNCONFIRMED_SHARE = 10;

    private final RecordProducer producer;
    private final InstantSource clock;
    private final Supplier<List<Long>> ends;
    private final ProjectedTickets projected;
    private final int maxInFlight;
    private final int maxListed;

    /**
     * @param ends tells where each partition of the tickets ends in Kafka
     * @param maxInFlight records of one list that may be sent and not yet acknowledged
     * @param maxListed refused rows, and notices, that are listed; more are only counted
     */
    public TicketLoads(
            RecordProducer producer,
            InstantSource clock,
            Supplier<List<Long>> ends,
            ProjectedTickets projected,
            int maxInFlight,
            int maxListed) {
        this.producer = producer;
        this.clock = clock;
        this.ends = ends;
        this.projected = projected;
        this.maxInFlight = maxInFlight;
        this.maxListed = maxListed;
    }

    /**
     * Loads a list. Nothing is published before it was read to its end; rows that are no tickets are skipped. The same list may be
     * loaded any number of times.
     *
     * @throws TicketLoadBrokenException if Kafka did not acknowledge every change
     * @throws ProjectorAwayException if the list has to be compared with the event's tickets, and cannot be
     * @throws ReplaceRefusedException if it would revoke too many tickets
     * @throws io.gatesync.gateway.input.NoDiskException if the gateway's disk is full
     * @throws IOException if the list cannot be read to its end
     */
    public TicketLoad load(String eventId, TicketRows rows, LoadMode mode) throws IOException {
        RecordGroup group = producer.group(maxInFlight);
        try (Comparison comparison = new Comparison()) {
            Reading reading = read(rows, comparison);
            compare(eventId, comparison, mode);
            return switch (mode.kind()) {
                case CHECK -> reading.result(mode, comparison, counts(comparison, reading), 0);
                case UPDATE -> publish(eventId, comparison, reading, mode, group);
                case REPLACE -> {
                    requireFewMissing(reading, comparison, mode);
                    yield publish(eventId, comparison, reading, mode, group);
                }
            };
        }
    }

    private Reading read(TicketRows rows, Comparison comparison) throws IOException {
        List<TicketRow.Refused> listed = new ArrayList<>();
        long accepted = 0;
        long refused = 0;
        for (TicketRow row = rows.next(); row != null; row = rows.next()) {
            switch (row) {
                case TicketRow.Ticket ticket -> {
                    accepted++;
                    comparison.add(ticket);
                }
                case TicketRow.Refused noTicket -> {
                    refused++;
                    if (listed.size() < maxListed) {
                        listed.add(noTicket);
                    }
                }
            }
        }
        return new Reading(rows, accepted, refused, listed, rows.notices());
    }

    /** Without the status-projector a list can be loaded all the same: what it says is right, whatever was there. */
    private void compare(String eventId, Comparison comparison, LoadMode mode) {
        try {
            projected.each(eventId, ends.get(), comparison::add);
            comparison.currentIsComplete();
        } catch (ProjectorAwayException e) {
            if (mode.kind() != LoadMode.Kind.UPDATE) {
                throw e;
            }
            LOG.warn(
                    "The list of tickets of {} is loaded whole, since it cannot be compared with what the tables show; nothing is"
                            + " lost, and the answer says that what it changed is not known. {}",
                    eventId,
                    e.getMessage());
        }
    }

    private Counts counts(Comparison comparison, Reading reading) {
        return comparison.run(NOTHING, reading.notices);
    }

    private void requireFewMissing(Reading reading, Comparison comparison, LoadMode mode) {
        Counts counts = comparison.run(NOTHING, new Notices(0));
        boolean few =
                counts.missing() * UNCONFIRMED_SHARE <= counts.validBefore() || counts.missing() <= mode.confirmed();
        boolean certain = reading.refused == 0 || counts.missing() == 0 || mode.skipRefused();
        if (!few || !certain) {
            throw new ReplaceRefusedException(reading.result(mode, comparison, counts, 0), certain);
        }
    }

    private TicketLoad publish(
            String eventId, Comparison comparison, Reading reading, LoadMode mode, RecordGroup group) {
        boolean revokeMissing = mode.kind() == LoadMode.Kind.REPLACE;
        try {
            Counts counts = comparison.run(
                    new Comparison.Sink() {
                        @Override
                        public void change(TicketRow.Ticket ticket) {
                            group.send(ticketChanged(eventId, ticket, clock.instant()));
                        }

                        @Override
                        public void missing(String qrcode) {
                            if (revokeMissing) {
                                change(new TicketRow.Ticket(0, qrcode, null, null, null, true));
                            }
                        }
                    },
                    reading.notices);
            group.awaitAcknowledged();
            return reading.result(mode, comparison, counts, group.acknowledged());
        } catch (NotPublishedException e) {
            throw new TicketLoadBrokenException(group.acknowledged(), reading.refused, e);
        }
    }

    private static final Comparison.Sink NOTHING = new Comparison.Sink() {
        @Override
        public void change(TicketRow.Ticket ticket) {
            // It is only counted.
        }

        @Override
        public void missing(String qrcode) {
            // It is only counted.
        }
    };

    /** A list that was read to its end. */
    private record Reading(
            TicketRows rows, long accepted, long refused, List<TicketRow.Refused> listed, Notices notices) {
        TicketLoad result(LoadMode mode, Comparison comparison, Counts counts, long published) {
            return new TicketLoad(
                    mode.kind(),
                    accepted,
                    refused,
                    listed,
                    rows.columns(),
                    rows.ignoredColumns(),
                    comparison.isComplete(),
                    counts,
                    published,
                    notices);
        }
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
                        now,
                        null));
    }

    private static @Nullable TicketStatus status(TicketRow.Ticket ticket) {
        if (ticket.revoked() == null) {
            return null;
        }
        return ticket.revoked() ? TicketStatus.REVOKED : TicketStatus.VALID;
    }
}
