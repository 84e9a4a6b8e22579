package io.gatesync.processor.topology;

import io.gatesync.schemas.ScanDecided;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.utils.Bytes;

/**
 * One partition of Kafka, as far as the processor relies on it: what was acknowledged stays, a transaction is seen as a whole or
 * not at all, and whoever takes over a transactional id fences those who had it before. Tickets and scans lie in one log, in the
 * order in which Kafka took them in, which is the order in which they are processed.
 */
final class SimulatedKafka {
    /** A processor that was fenced tried to write. */
    static final class FencedException extends RuntimeException {}

    private enum State {
        OPEN,
        COMMITTED,
        ABORTED
    }

    private static final class Transaction {
        private final List<ScanDecided> outcomes = new ArrayList<>();
        private final Map<Bytes, byte[]> changelog = new HashMap<>();
        private final List<Bytes> deleted = new ArrayList<>();
        private State state = State.OPEN;
    }

    private final List<SpecificRecord> input = new ArrayList<>();
    private final List<Transaction> transactions = new ArrayList<>();
    private final Map<Bytes, byte[]> changelog = new HashMap<>();
    private int committedOffset;
    private int epoch;

    void append(SpecificRecord ticketOrScan) {
        input.add(ticketOrScan);
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

    /** The changelog as a reader of committed records folds it. */
    Map<Bytes, byte[]> changelog() {
        return new HashMap<>(changelog);
    }

    /** Ends the transactions of all that had the id before. */
    int takeOver() {
        if (hasOpen()) {
            transactions.getLast().state = State.ABORTED;
        }
        epoch++;
        return epoch;
    }

    private boolean hasOpen() {
        return !transactions.isEmpty() && transactions.getLast().state == State.OPEN;
    }

    private Transaction open(int writer) {
        if (writer != epoch) {
            throw new FencedException();
        }
        if (!hasOpen()) {
            transactions.add(new Transaction());
        }
        return transactions.getLast();
    }

    void send(int writer, ScanDecided outcome) {
        open(writer).outcomes.add(outcome);
    }

    void send(int writer, Bytes key, byte[] value) {
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
        transaction.state = State.COMMITTED;
        transaction.deleted.forEach(changelog::remove);
        changelog.putAll(transaction.changelog);
        committedOffset = offset;
    }

    /** What a reader of committed records sees: nothing beyond the first open transaction. */
    List<ScanDecided> outcomes() {
        List<ScanDecided> visible = new ArrayList<>();
        for (Transaction transaction : transactions) {
            if (transaction.state == State.COMMITTED) {
                visible.addAll(transaction.outcomes);
            }
        }
        return visible;
    }
}
