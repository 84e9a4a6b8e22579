package io.gatesync.processor.decision;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All that is known about one qrcode at one event, apart from the verdicts that its scans were given. */
public sealed interface TicketState {

    /**
     * The scans on which somebody came in, in their order, all in one round of admissions, perhaps an earlier one. Only the first
     * matters, until it is taken back.
     */
    List<FirstScan> entries();

    /** The scan on which somebody first came in; empty while nobody has. */
    default Optional<FirstScan> first() {
        return entries().stream().findFirst();
    }

    /** The same ticket with these entries. Only the first of those before stays an admission. */
    TicketState having(List<FirstScan> newEntries);

    /** What is printed on the ticket; nothing while it is unknown. */
    Ticket ticket();

    /** The state that somebody was admitted in, perhaps in an earlier round; empty while nobody was. */
    Optional<Admitted> ifAdmitted();

    /** The state as it counts in this round of admissions: whoever came in before it is out again. */
    default TicketState in(long round) {
        return first().filter(scan -> scan.round() < round).isPresent() ? having(List.of()) : this;
    }

    /**
     * The organiser has loaded no such ticket (yet).
     *
     * @param entries devices may have let somebody in all the same
     */
    record Unknown(List<FirstScan> entries) implements TicketState {
        @Override
        public Unknown having(List<FirstScan> newEntries) {
            return new Unknown(newEntries);
        }

        @Override
        public Ticket ticket() {
            return Ticket.BLANK;
        }

        @Override
        public Optional<Admitted> ifAdmitted() {
            return Optional.empty();
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
        default Valid having(List<FirstScan> newEntries) {
            if (newEntries.isEmpty()) {
                return new Issued(ticket());
            }
            FirstScan first = newEntries.getFirst();
            List<FirstScan> others = newEntries.subList(1, newEntries.size());
            return this instanceof Admitted admitted && admitted.admission().equals(first)
                    ? new Admitted(ticket(), first, others)
                    : new Entered(ticket(), first, others);
        }
    }

    /** Valid, and nobody has come in on it. */
    record Issued(Ticket ticket) implements Valid {
        @Override
        public List<FirstScan> entries() {
            return List.of();
        }

        @Override
        public Issued reissued(Ticket newTicket) {
            return new Issued(newTicket);
        }
    }

    /**
     * Valid, and somebody was let in on it without being admitted: when it was unknown or revoked, or before its device asked,
     * or as the second on an admission that was taken back.
     *
     * @param others who came in after that
     */
    record Entered(Ticket ticket, FirstScan entry, List<FirstScan> others) implements Valid {
        @Override
        public List<FirstScan> entries() {
            return inOrder(entry, others);
        }

        @Override
        public Entered reissued(Ticket newTicket) {
            return new Entered(newTicket, entry, others);
        }
    }

    /**
     * Valid, and somebody was admitted on it.
     *
     * @param others who came in after that
     */
    record Admitted(Ticket ticket, FirstScan admission, List<FirstScan> others) implements Valid {
        @Override
        public List<FirstScan> entries() {
            return inOrder(admission, others);
        }

        @Override
        public Admitted reissued(Ticket newTicket) {
            return new Admitted(newTicket, admission, others);
        }
    }

    /**
     * Revoked by the organiser.
     *
     * @param stateIfValid the state it returns to when the organiser restores it: nobody who came in is forgotten
     */
    record Revoked(Valid stateIfValid) implements TicketState {
        @Override
        public List<FirstScan> entries() {
            return stateIfValid.entries();
        }

        @Override
        public Revoked having(List<FirstScan> newEntries) {
            return new Revoked(stateIfValid.having(newEntries));
        }

        @Override
        public Ticket ticket() {
            return stateIfValid.ticket();
        }

        @Override
        public Optional<Admitted> ifAdmitted() {
            return stateIfValid.ifAdmitted();
        }
    }

    /** The state of a qrcode that nothing is known about. */
    static TicketState initial() {
        return new Unknown(List.of());
    }

    private static List<FirstScan> inOrder(FirstScan first, List<FirstScan> others) {
        return others.isEmpty()
                ? List.of(first)
                : Stream.concat(Stream.of(first), others.stream()).toList();
    }
}
