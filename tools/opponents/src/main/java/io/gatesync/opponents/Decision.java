package io.gatesync.opponents;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Decides uploads in one transaction: admits the tickets that nobody was admitted on, finds out why the other scans lost, logs every
 * scan and every upload, and commits. One thread's, with one connection.
 *
 * <p>The first scan of a ticket wins because its row is updated only while its log_count is 0; whoever comes second waits for the
 * row's lock and then sees that it is not. A scan that was decided before is found by the unique key of the log: losers are looked up
 * there, and for winners the key itself is the check: where it is violated, all is rolled back and done anew, with every scan looked
 * up first. Locks are taken in the order of the tickets, so there are no deadlocks.
 */
final class Decision implements AutoCloseable {

    private static final String UNIQUE_VIOLATION = "23505";
    private static final String DEADLOCK = "40P01";
    private static final int ATTEMPTS = 10;

    private static final Comparator<Scan> BY_TICKET =
            Comparator.<Scan, String>comparing(scan -> scan.upload.eventId()).thenComparing(scan -> scan.qrcode);
    /** Also among the scans of one ticket, so that no two workers wait for each other. */
    private static final Comparator<Scan> BY_KEY =
            BY_TICKET.thenComparing(scan -> scan.upload.deviceId()).thenComparing(scan -> scan.id);

    private final DataSource database;
    private final RowIds ids;
    private final Statistics statistics;
    private @Nullable Connection open;

    /** The ticket changed between two statements, so that no verdict fits both. */
    private static final class ChangedException extends Exception {
        private static final long serialVersionUID = 1;
    }

    Decision(DataSource database, RowIds ids, Statistics statistics) {
        this.database = database;
        this.ids = ids;
        this.statistics = statistics;
    }

    /** When it returns, every verdict is committed; when it throws, none is, unless the connection broke at the end. */
    void decide(List<Upload> uploads) throws SQLException {
        boolean lookUpFirst = false;
        for (int attempt = 1; ; attempt++) {
            try {
                attempt(uploads, lookUpFirst);
                return;
            } catch (ChangedException e) {
                rollBack();
                if (attempt == ATTEMPTS) {
                    throw new SQLException("The tickets change too fast", e);
                }
            } catch (SQLException e) {
                rollBack();
                boolean again = UNIQUE_VIOLATION.equals(e.getSQLState()) || DEADLOCK.equals(e.getSQLState());
                if (!again || attempt == ATTEMPTS) {
                    throw e;
                }
                lookUpFirst = true;
            } catch (RuntimeException e) {
                rollBack();
                throw e;
            }
        }
    }

    private void attempt(List<Upload> uploads, boolean lookUpFirst) throws SQLException, ChangedException {
        Statements statements = new Statements(connection(), System.currentTimeMillis());
        uploads.forEach(Upload::forget);
        List<Scan> scans = uploads.stream()
                .flatMap(upload -> upload.scans().stream())
                .sorted(BY_TICKET)
                .toList();
        for (int from = 0, to; from < scans.size(); from = to) {
            to = endOfEvent(scans, from);
            decideEvent(statements, scans.subList(from, to), lookUpFirst);
        }
        List<Scan> logs =
                scans.stream().filter(scan -> !scan.replayed).sorted(BY_KEY).toList();
        long firstId = ids.take(logs.size() + uploads.size());
        for (int i = 0; i < uploads.size(); i++) {
            uploads.get(i).number(firstId + logs.size() + i);
        }
        statements.logAndCommit(logs, firstId, uploads);
        statistics.logged(logs.size());
    }

    private static int endOfEvent(List<Scan> scans, int from) {
        String eventId = scans.get(from).upload.eventId();
        int to = from + 1;
        while (to < scans.size() && scans.get(to).upload.eventId().equals(eventId)) {
            to++;
        }
        return to;
    }

    private static void decideEvent(Statements statements, List<Scan> scans, boolean lookUpFirst)
            throws SQLException, ChangedException {
        if (lookUpFirst) {
            statements.lookUp(scans);
        }
        statements.admit(firstOfEachTicket(scans));
        List<Scan> losers = scans.stream().filter(Decision::lost).toList();
        if (losers.isEmpty()) {
            return;
        }
        if (!lookUpFirst) {
            statements.lookUp(losers);
        }
        explain(scans, statements.tickets(losers));
    }

    /** Whether the scan has not won its ticket now. */
    private static boolean lost(Scan scan) {
        return scan.verdict == null || scan.replayed;
    }

    private static List<Scan> firstOfEachTicket(List<Scan> scans) {
        List<Scan> first = new ArrayList<>(scans.size());
        for (Scan scan : scans) {
            if (!scan.replayed && (first.isEmpty() || !first.getLast().qrcode.equals(scan.qrcode))) {
                first.add(scan);
            }
        }
        return first;
    }

    /** The verdict on scans that won nothing. All scans are in the order of their tickets. */
    private static void explain(List<Scan> scans, Map<String, Statements.Found> tickets) throws ChangedException {
        for (int place = 0; place < scans.size(); place++) {
            Scan scan = scans.get(place);
            if (!lost(scan)) {
                continue;
            }
            Statements.Found found = tickets.get(scan.qrcode);
            Ticket ticket = found == null ? Ticket.NONE : found.ticket();
            Scan sentBefore = sentBefore(scans, place);
            if (scan.replayed) {
                scan.ticket = ticket;
            } else if (sentBefore != null) {
                scan.decide(sentBefore.verdict(), ticket);
                scan.replayed = true;
            } else if (found == null) {
                scan.decide(Verdict.NOT_FOUND, ticket);
            } else if (found.revoked()) {
                scan.decide(Verdict.REVOKED, ticket);
            } else if (ticket.firstDevice() == null) {
                throw new ChangedException();
            } else {
                boolean same = scan.upload.deviceId().equals(ticket.firstDevice());
                scan.decide(same ? Verdict.DUPLICATE : Verdict.CONFLICT, ticket);
            }
        }
    }

    /** The same scan earlier in the same transaction, by the place of the later one. */
    private static @Nullable Scan sentBefore(List<Scan> scans, int place) {
        Scan scan = scans.get(place);
        for (int earlier = place - 1; earlier >= 0; earlier--) {
            Scan other = scans.get(earlier);
            if (!other.qrcode.equals(scan.qrcode)) {
                return null;
            }
            if (scan.isResentAs(other)) {
                return other;
            }
        }
        return null;
    }

    private Connection connection() throws SQLException {
        Connection connection = open;
        if (connection == null) {
            connection = database.getConnection();
            connection.setAutoCommit(false);
            open = connection;
        }
        return connection;
    }

    private void rollBack() {
        try {
            if (open != null) {
                open.rollback();
            }
        } catch (SQLException broken) {
            close();
        }
    }

    @Override
    public void close() {
        Connection connection = open;
        open = null;
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException broken) {
            // There is nothing left to close.
            return;
        }
    }
}
