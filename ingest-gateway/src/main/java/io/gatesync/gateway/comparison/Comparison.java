package io.gatesync.gateway.comparison;

import io.gatesync.gateway.input.NoDiskException;
import io.gatesync.gateway.ticketlist.Notices;
import io.gatesync.gateway.ticketlist.TicketRow;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The rows of a list beside the tickets that the event has. Holds one bucket of each in memory at a time. */
public final class Comparison implements Closeable {
    private final Spool<TicketRow.Ticket> rows = Spool.create(new RowFormat());
    private final Spool<CurrentTicket> current;
    private boolean hasCurrent;

    /** @throws NoDiskException if there can be no temporary files */
    public Comparison() {
        try {
            current = Spool.create(new CurrentFormat());
        } catch (RuntimeException e) {
            rows.close();
            throw e;
        }
    }

    /** What to do with the result. */
    public interface Sink {
        /** A ticket that the event does not have as the list says; all that the list says of it, in one. */
        void change(TicketRow.Ticket ticket);

        /** A valid ticket of the event that the list does not have. */
        void missing(String qrcode);
    }

    /**
     * Adds the next row of the list.
     *
     * @throws NoDiskException if the disk is full
     */
    public void add(TicketRow.Ticket row) {
        rows.add(row);
    }

    /**
     * Adds a ticket of the event.
     *
     * @throws NoDiskException if the disk is full
     */
    public void add(CurrentTicket ticket) {
        current.add(ticket);
    }

    /** Says that all tickets of the event were added. Before that, every ticket of the list counts as a change. */
    public void currentIsComplete() {
        hasCurrent = true;
    }

    /** Whether the list can be compared with the event's tickets. */
    public boolean isComplete() {
        return hasCurrent;
    }

    /** Compares, and gives each change to the sink; may be done more than once. */
    public Counts run(Sink sink, Notices notices) {
        Tally tally = new Tally();
        for (int bucket = 0; bucket < Spool.BUCKETS; bucket++) {
            join(bucket, sink, notices, tally);
        }
        return tally.counts();
    }

    private void join(int bucket, Sink sink, Notices notices, Tally tally) {
        Map<String, CurrentTicket> before = new HashMap<>();
        if (hasCurrent) {
            current.each(bucket, ticket -> {
                before.put(ticket.qrcode(), ticket);
                tally.validBefore += ticket.revoked() ? 0 : 1;
            });
        }
        Map<String, Folded> listed = new LinkedHashMap<>();
        rows.each(bucket, row -> fold(row, listed, notices));
        listed.forEach((qrcode, folded) -> {
            tally.tickets++;
            tally.repeated += folded.repeated ? 1 : 0;
            tally.repeatedDiffering += folded.differing ? 1 : 0;
            if (!hasCurrent || tally.isChange(folded.ticket, before.remove(qrcode))) {
                sink.change(folded.ticket);
            }
        });
        before.values().stream().filter(ticket -> !ticket.revoked()).forEach(ticket -> {
            tally.missing++;
            sink.missing(ticket.qrcode());
        });
    }

    private static void fold(TicketRow.Ticket row, Map<String, Folded> listed, Notices notices) {
        Folded first = listed.get(row.qrcode());
        if (first == null) {
            listed.put(row.qrcode(), new Folded(row));
            return;
        }
        TicketRow.Ticket earlier = first.ticket;
        first.repeated = true;
        first.ticket = new TicketRow.Ticket(
                row.line(),
                row.qrcode(),
                later(earlier.type(), row.type()),
                later(earlier.admittence(), row.admittence()),
                later(earlier.number(), row.number()),
                later(earlier.revoked(), row.revoked()));
        if (!saysTheSame(earlier, first.ticket)) {
            first.differing = true;
            notices.add(
                    row.line(),
                    "The code %s stands on line %d already, with other content. The last one counts."
                            .formatted(row.qrcode(), earlier.line()));
        }
    }

    private static <T> @Nullable T later(@Nullable T earlier, @Nullable T now) {
        return now == null ? earlier : now;
    }

    private static boolean saysTheSame(TicketRow.Ticket one, TicketRow.Ticket other) {
        return Objects.equals(one.type(), other.type())
                && Objects.equals(one.admittence(), other.admittence())
                && Objects.equals(one.number(), other.number())
                && Objects.equals(one.revoked(), other.revoked());
    }

    @Override
    public void close() {
        try (rows;
                current) {
            // Both are closed, also if one cannot be.
        }
    }

    /** All that the list says about one ticket. */
    private static final class Folded {
        private TicketRow.Ticket ticket;
        private boolean repeated;
        private boolean differing;

        Folded(TicketRow.Ticket ticket) {
            this.ticket = ticket;
        }
    }

    /** Counts. */
    private static final class Tally {
        private long tickets;
        private long added;
        private long changed;
        private long restored;
        private long revoked;
        private long unchanged;
        private long stayRevoked;
        private long missing;
        private long validBefore;
        private long repeated;
        private long repeatedDiffering;

        boolean isChange(TicketRow.Ticket now, @Nullable CurrentTicket before) {
            if (before == null) {
                added++;
                return true;
            }
            boolean isRevoked = now.revoked() == null ? before.revoked() : now.revoked();
            stayRevoked += before.revoked() && isRevoked ? 1 : 0;
            if (before.revoked() && !isRevoked) {
                restored++;
                return true;
            }
            if (!before.revoked() && isRevoked) {
                revoked++;
                return true;
            }
            if (changes(now.type(), before.type())
                    || changes(now.admittence(), before.admittence())
                    || changes(now.number(), before.number())) {
                changed++;
                return true;
            }
            unchanged++;
            return false;
        }

        private static boolean changes(@Nullable String now, String before) {
            return now != null && !now.equals(before);
        }

        Counts counts() {
            return new Counts(
                    tickets,
                    added,
                    changed,
                    restored,
                    revoked,
                    unchanged,
                    stayRevoked,
                    missing,
                    validBefore,
                    repeated,
                    repeatedDiffering);
        }
    }

    private static final class RowFormat implements Spool.Format<TicketRow.Ticket> {
        private static final int AS_IT_WAS = 2;

        @Override
        public String code(TicketRow.Ticket row) {
            return row.qrcode();
        }

        @Override
        public void write(TicketRow.Ticket row, DataOutputStream out) throws IOException {
            out.writeLong(row.line());
            Spool.write(row.qrcode(), out);
            Spool.write(row.type(), out);
            Spool.write(row.admittence(), out);
            Spool.write(row.number(), out);
            out.writeByte(row.revoked() == null ? AS_IT_WAS : row.revoked() ? 1 : 0);
        }

        @Override
        public TicketRow.Ticket read(DataInputStream in) throws IOException {
            return new TicketRow.Ticket(
                    in.readLong(),
                    Objects.requireNonNull(Spool.readText(in)),
                    Spool.readText(in),
                    Spool.readText(in),
                    Spool.readText(in),
                    revoked(in.readByte()));
        }

        private static @Nullable Boolean revoked(int written) {
            return written == AS_IT_WAS ? null : written == 1;
        }
    }

    private static final class CurrentFormat implements Spool.Format<CurrentTicket> {
        @Override
        public String code(CurrentTicket ticket) {
            return ticket.qrcode();
        }

        @Override
        public void write(CurrentTicket ticket, DataOutputStream out) throws IOException {
            Spool.write(ticket.qrcode(), out);
            Spool.write(ticket.type(), out);
            Spool.write(ticket.admittence(), out);
            Spool.write(ticket.number(), out);
            out.writeBoolean(ticket.revoked());
        }

        @Override
        public CurrentTicket read(DataInputStream in) throws IOException {
            return new CurrentTicket(
                    Objects.requireNonNull(Spool.readText(in)),
                    Objects.requireNonNull(Spool.readText(in)),
                    Objects.requireNonNull(Spool.readText(in)),
                    Objects.requireNonNull(Spool.readText(in)),
                    in.readBoolean());
        }
    }
}
