package io.gatesync.projector.changes;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingLong;

import io.gatesync.messaging.RecordPosition;
import io.gatesync.schemas.ScanDecided;
import io.gatesync.schemas.SyncStarted;
import io.gatesync.schemas.TicketChanged;
import io.gatesync.schemas.Verdict;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/**
 * Folds a batch of records into table changes, so that each row is written once. However the records are cut into
 * batches, and however the topics interleave, the tables come out equal, as long as each partition's order is kept.
 */
public final class BatchFold {
    private final Map<TicketKey, PrintedTicket> tickets = new HashMap<>();
    private final Map<TicketKey, Admission> admissions = new HashMap<>();
    private final Map<ScanLog.Scan, ScanLog> scanLogs = new LinkedHashMap<>();
    private final Map<Long, SyncProgress> syncs = new HashMap<>();

    /**
     * Takes in the next record.
     *
     * @param partition of its topic
     * @param offset within that partition
     */
    public void add(int partition, long offset, SpecificRecord event) {
        switch (event) {
            case TicketChanged ticket -> add(PrintedTicket.of(ticket));
            case SyncStarted sync -> add(SyncProgress.of(new RecordPosition(partition, offset).toLong(), sync));
            case ScanDecided scan -> add(logId(partition, offset), scan);
            default -> throw new IllegalArgumentException("nothing in the tables shows a " + event.getSchema());
        }
    }

    /** What all records taken in so far change together. */
    public TableChanges changes() {
        return new TableChanges(
                sorted(tickets.values(), comparing(PrintedTicket::key)),
                sorted(admissions.values(), comparing(Admission::key)),
                List.copyOf(scanLogs.values()),
                sorted(syncs.values(), comparingLong(SyncProgress::id)));
    }

    private void add(PrintedTicket ticket) {
        tickets.merge(ticket.key(), ticket, PrintedTicket::then);
    }

    private void add(SyncProgress progress) {
        syncs.merge(progress.id(), progress, SyncProgress::and);
    }

    private void add(long logId, ScanDecided scan) {
        if (scan.getSyncSessionId() != null) {
            add(SyncProgress.of(scan));
        }
        if (scan.getReplayed()) {
            return; // Its upload counts it; the scan itself was logged, and the ticket admitted, the first time.
        }
        ScanLog log = ScanLog.of(logId, scan);
        scanLogs.merge(log.scan(), log, ScanLog::then);
        if (scan.getVerdict() == Verdict.SYNCED) {
            Admission admission = Admission.of(scan);
            admissions.putIfAbsent(admission.key(), admission);
        }
    }

    /** The same arithmetic names a verdict's row as names an upload: partition and offset in one number. */
    private static long logId(int partition, long offset) {
        return new RecordPosition(partition, offset).toLong();
    }

    private static <T> List<T> sorted(Collection<T> rows, Comparator<T> order) {
        return rows.stream().sorted(order).toList();
    }
}
