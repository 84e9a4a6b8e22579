package io.gatesync.processor.decision;

/** All that is known of one qrcode at one event. */
public sealed interface TicketState {

    /** The verdicts given on it so far. */
    History history();

    /** The same, with these verdicts. */
    TicketState with(History history);

    /** The organiser has loaded no such ticket (yet). */
    record Unknown(History history) implements TicketState {
        @Override
        public Unknown with(History newHistory) {
            return new Unknown(newHistory);
        }
    }

    /** A ticket of the event, whether or not it admits anyone. */
    sealed interface Known extends TicketState {
        Ticket ticket();
    }

    /** A ticket that is not withdrawn. */
    sealed interface Valid extends Known {
        /** The same, with other details printed on it. */
        Valid reissued(Ticket newTicket);

        @Override
        Valid with(History newHistory);
    }

    /** Valid, and nobody has come in on it. */
    record Issued(Ticket ticket, History history) implements Valid {
        @Override
        public Issued with(History newHistory) {
            return new Issued(ticket, newHistory);
        }

        @Override
        public Issued reissued(Ticket newTicket) {
            return new Issued(newTicket, history);
        }

        Admitted by(Scan scan) {
            return new Admitted(ticket, FirstScan.of(scan), history);
        }
    }

    /** Valid, and somebody has come in on it. */
    record Admitted(Ticket ticket, FirstScan first, History history) implements Valid {
        @Override
        public Admitted with(History newHistory) {
            return new Admitted(ticket, first, newHistory);
        }

        @Override
        public Admitted reissued(Ticket newTicket) {
            return new Admitted(newTicket, first, history);
        }
    }

    /**
     * Withdrawn.
     *
     * @param was what it would be if it were valid: an admission is not forgotten
     */
    record Revoked(Valid was) implements Known {
        @Override
        public Ticket ticket() {
            return was.ticket();
        }

        @Override
        public History history() {
            return was.history();
        }

        @Override
        public Revoked with(History newHistory) {
            return new Revoked(was.with(newHistory));
        }
    }

    /** Where every qrcode starts. */
    static TicketState initial() {
        return new Unknown(History.EMPTY);
    }
}
