package io.gatesync.processor.decision;

import java.util.Optional;

/** All that is known about one qrcode at one event, apart from the verdicts that its scans were given. */
public sealed interface TicketState {

    /** The scan that admitted the holder, and what the ticket says now; empty while nobody has come in on it. */
    Optional<Admitted> admission();

    /** The organiser has loaded no such ticket (yet). */
    record Unknown() implements TicketState {
        @Override
        public Optional<Admitted> admission() {
            return Optional.empty();
        }
    }

    /** A ticket that is not revoked. */
    sealed interface Valid extends TicketState {
        /** What is printed on it. */
        Ticket ticket();

        /** The same state with other details printed on the ticket. */
        Valid reissued(Ticket newTicket);
    }

    /** Valid, and nobody has come in on it. */
    record Issued(Ticket ticket) implements Valid {
        @Override
        public Optional<Admitted> admission() {
            return Optional.empty();
        }

        @Override
        public Issued reissued(Ticket newTicket) {
            return new Issued(newTicket);
        }

        Admitted admittedBy(Scan scan) {
            return new Admitted(ticket, FirstScan.of(scan));
        }
    }

    /** Valid, and somebody has come in on it. */
    record Admitted(Ticket ticket, FirstScan first) implements Valid {
        @Override
        public Optional<Admitted> admission() {
            return Optional.of(this);
        }

        @Override
        public Admitted reissued(Ticket newTicket) {
            return new Admitted(newTicket, first);
        }
    }

    /**
     * Revoked by the organiser.
     *
     * @param stateIfValid the state it returns to when the organiser restores it: an admission is not forgotten
     */
    record Revoked(Valid stateIfValid) implements TicketState {
        @Override
        public Optional<Admitted> admission() {
            return stateIfValid.admission();
        }
    }

    /** The state of a qrcode that nothing is known about. */
    static TicketState initial() {
        return new Unknown();
    }
}
