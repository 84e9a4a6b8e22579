package io.gatesync.processor.decision;

import java.util.Optional;

/** All that is known about one qrcode at one event, apart from the verdicts that its scans were given. */
public sealed interface TicketState {

    /** The scan on which somebody first came in; empty while nobody has. */
    Optional<FirstScan> first();

    /**
     * The organiser has loaded no such ticket (yet).
     *
     * @param first a device may have let somebody in all the same
     */
    record Unknown(Optional<FirstScan> first) implements TicketState {}

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
        public Optional<FirstScan> first() {
            return Optional.empty();
        }

        @Override
        public Issued reissued(Ticket newTicket) {
            return new Issued(newTicket);
        }
    }

    /** Valid, and somebody was let in on it without being admitted: when it was unknown or revoked, or before its device asked. */
    record Entered(Ticket ticket, FirstScan entry) implements Valid {
        @Override
        public Optional<FirstScan> first() {
            return Optional.of(entry);
        }

        @Override
        public Entered reissued(Ticket newTicket) {
            return new Entered(newTicket, entry);
        }
    }

    /** Valid, and somebody was admitted on it. */
    record Admitted(Ticket ticket, FirstScan admission) implements Valid {
        @Override
        public Optional<FirstScan> first() {
            return Optional.of(admission);
        }

        @Override
        public Admitted reissued(Ticket newTicket) {
            return new Admitted(newTicket, admission);
        }
    }

    /**
     * Revoked by the organiser.
     *
     * @param stateIfValid the state it returns to when the organiser restores it: nobody who came in is forgotten
     */
    record Revoked(Valid stateIfValid) implements TicketState {
        @Override
        public Optional<FirstScan> first() {
            return stateIfValid.first();
        }
    }

    /** The state of a qrcode that nothing is known about. */
    static TicketState initial() {
        return new Unknown(Optional.empty());
    }
}
