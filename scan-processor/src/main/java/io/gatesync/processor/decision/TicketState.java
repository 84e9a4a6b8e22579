package io.gatesync.processor.decision;

import java.util.Optional;

/** All that is known about one qrcode at one event, apart from the verdicts that its scans were given. */
public sealed interface TicketState {

    /** The scan on which somebody first came in, perhaps in an earlier round of admissions; empty while nobody has. */
    Optional<FirstScan> first();

    /** What is printed on the ticket; nothing while it is unknown. */
    Ticket ticket();

    /** The state that somebody was admitted in, perhaps in an earlier round; empty while nobody was. */
    Optional<Admitted> ifAdmitted();

    /** The state as it counts in this round of admissions: whoever came in before it is out again. */
    TicketState in(long round);

    /**
     * The organiser has loaded no such ticket (yet).
     *
     * @param first a device may have let somebody in all the same
     */
    record Unknown(Optional<FirstScan> first) implements TicketState {
        @Override
        public Ticket ticket() {
            return Ticket.BLANK;
        }

        @Override
        public Optional<Admitted> ifAdmitted() {
            return Optional.empty();
        }

        @Override
        public Unknown in(long round) {
            return first.filter(scan -> scan.round() < round).isPresent() ? new Unknown(Optional.empty()) : this;
        }
    }

    /** A ticket that is not revoked. */
    sealed interface Valid extends TicketState {
        /** The same state with other details printed on the ticket. */
        Valid reissued(Ticket newTicket);

        @Override
        default Optional<Admitted> ifAdmitted() {
            return this instanceof Admitted admitted ? Optional.of(admitted) : Optional.empty();
        }

        @Override
        default Valid in(long round) {
            return first().filter(scan -> scan.round() < round).isPresent() ? new Issued(ticket()) : this;
        }
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

        @Override
        public Ticket ticket() {
            return stateIfValid.ticket();
        }

        @Override
        public Optional<Admitted> ifAdmitted() {
            return stateIfValid.ifAdmitted();
        }

        @Override
        public Revoked in(long round) {
            Valid valid = stateIfValid.in(round);
            return valid.equals(stateIfValid) ? this : new Revoked(valid);
        }
    }

    /** The state of a qrcode that nothing is known about. */
    static TicketState initial() {
        return new Unknown(Optional.empty());
    }
}
