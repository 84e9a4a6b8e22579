package io.gatesync.projector.tables;

import io.gatesync.projector.changes.TableChanges;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.transaction.support.TransactionOperations;

/** All that the projector writes: a batch's rows and how far they reach, in one transaction or not at all. */
public final class Tables {
    /** SQLState classes that speak of the row: bad data, a broken constraint, a value too large for an index. */
    private static final Set<String> REFUSALS = Set.of("22", "23", "54");

    private final TransactionOperations transaction;
    private final OffsetTable offsets;
    private final TicketTable tickets;
    private final ScanLogTable scanLogs;
    private final SyncTable syncs;

    public Tables(JdbcOperations jdbc, TransactionOperations transaction) {
        this.transaction = transaction;
        this.offsets = new OffsetTable(jdbc);
        this.tickets = new TicketTable(jdbc);
        this.scanLogs = new ScanLogTable(jdbc);
        this.syncs = new SyncTable(jdbc);
    }

    /** How far each of these partitions is in the tables; from 0 where none has been projected yet. */
    public Map<TopicPartition, Long> offsets(Collection<TopicPartition> partitions) {
        return transaction.execute(status -> offsets.claim(partitions));
    }

    /**
     * Writes a batch.
     *
     * @throws FencedException if one of the partitions is not where the writer believes: nothing is written
     * @throws RowRefusedException if the database takes some row never: nothing is written
     * @throws DataAccessException if it cannot be written now: nothing is, or all of it and the answer was lost
     */
    public void write(TableChanges changes, List<OffsetStep> steps) throws RowRefusedException {
        try {
            transaction.executeWithoutResult(status -> {
                offsets.advance(steps);
                tickets.change(changes.tickets());
                tickets.admit(changes.admissions());
                scanLogs.write(changes.scanLogs());
                syncs.write(changes.syncs());
            });
        } catch (DataAccessException e) {
            if (e.getMostSpecificCause() instanceof SQLException cause && isRowError(cause)) {
                throw new RowRefusedException(
                        cause.getMessage().lines().findFirst().orElse("refused"), e);
            }
            throw e;
        }
    }

    private static boolean isRowError(SQLException cause) {
        String state = cause.getSQLState();
        return state != null && state.length() == 5 && REFUSALS.contains(state.substring(0, 2));
    }
}
