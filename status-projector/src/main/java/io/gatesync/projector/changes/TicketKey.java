package io.gatesync.projector.changes;

import static java.util.Comparator.comparing;

import java.util.Comparator;

/** Which ticket: a qrcode is unique only within its event. Has an order, so that all writers lock tickets in the same one. */
public record TicketKey(String eventId, String qrcode) implements Comparable<TicketKey> {
    private static final Comparator<TicketKey> ORDER =
            comparing(TicketKey::eventId).thenComparing(TicketKey::qrcode);

    @Override
    public int compareTo(TicketKey other) {
        return ORDER.compare(this, other);
    }
}
