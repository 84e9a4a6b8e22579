package io.gatesync.processor.decision;

/** All that is known about one qrcode at one event. */
public sealed interface TicketState {

    /** The verdicts given on this ticket so far. */
    History history();

    /** The same state with this history. */
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

    /** A ticket that is not revoked. */
    sealed interface Valid extends Known {
        /** The same state with other details printed on the ticket. */
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

        Admitted admittedBy(Scan scan) {
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
     * Revoked by the organiser.
     *
     * @param stateIfValid the state it returns to when the organiser restores it: an admission is not forgotten
     */
    record Revoked(Valid stateIfValid) implements Known {
        @Override
        public Ticket ticket() {
            return stateIfValid.ticket();
        }

        @Override
        public History history() {
            return stateIfValid.history();
        }

        @Override
        public Revoked with(History newHistory) {
            return new Revoked(stateIfValid.with(newHistory));
        }
    }

    /** The state of a qrcode that nothing is known about. */
    static TicketState initial() {
        return new Unknown(History.EMPTY);
    }
}
