package io.gatesync.simulation;

import io.gatesync.schemas.ScanDecided;
import io.gatesync.schemas.TicketChanged;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * One partition of tickets, scans and outcomes, as far as a processor relies on it: what was acknowledged stays, a transaction is
 * seen as a whole or not at all, and whoever takes over a transactional id fences those who had it before. Tickets and scans lie in
 * one log, in the order in which Kafka took them in, which is the order in which they are processed.
 */
final class SimulatedPartition {
    /** A processor that was fenced tried to write. */
    static final class FencedException extends RuntimeException {}

    private static final class Transaction {
        private final List<ScanDecided> outcomes = new ArrayList<>();
        private final Map<Bytes, byte[]> changelog = new HashMap<>();
        private final Set<Bytes> deleted = new HashSet<>();
    }

    private final List<SpecificRecord> input = new ArrayList<>();
    private final List<TicketChanged> tickets = new ArrayList<>();
    private final List<ScanDecided> outcomes = new ArrayList<>();
    private final Map<Bytes, byte[]> changelog = new HashMap<>();
    private @Nullable Transaction open;
    private int committedOffset;
    private int epoch;

    void append(SpecificRecord ticketOrScan) {
        input.add(ticketOrScan);
        if (ticketOrScan instanceof TicketChanged ticket) {
            tickets.add(ticket);
        }
    }

    int inputEnd() {
        return input.size();
    }

    SpecificRecord input(int offset) {
        return input.get(offset);
    }

    int committedOffset() {
        return committedOffset;
    }

    /** All changes of tickets; grows. */
    List<TicketChanged> tickets() {
        return Collections.unmodifiableList(tickets);
    }

    /** The outcomes that a reader of committed records sees; grows. */
    List<ScanDecided> outcomes() {
        return Collections.unmodifiableList(outcomes);
    }

    /** The changelog as a reader of committed records folds it. */
    Map<Bytes, byte[]> changelog() {
        return new HashMap<>(changelog);
    }

    /** Aborts the transactions of all that had the id before. */
    int takeOver() {
        open = null;
        epoch++;
        return epoch;
    }

    private Transaction open(int writer) {
        if (writer != epoch) {
            throw new FencedException();
        }
        if (open == null) {
            open = new Transaction();
        }
        return open;
    }

    void send(int writer, ScanDecided outcome) {
        open(writer).outcomes.add(outcome);
    }

    void send(int writer, Bytes key, byte @Nullable [] value) {
        Transaction transaction = open(writer);
        transaction.changelog.remove(key);
        transaction.deleted.remove(key);
        if (value == null) {
            transaction.deleted.add(key);
        } else {
            transaction.changelog.put(key, value);
        }
    }

    void commit(int writer, int offset) {
        Transaction transaction = open(writer);
        outcomes.addAll(transaction.outcomes);
        transaction.deleted.forEach(changelog::remove);
        changelog.putAll(transaction.changelog);
        committedOffset = offset;
        open = null;
    }
}
