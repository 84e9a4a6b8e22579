package io.gatesync.projector.tables;

import io.gatesync.projector.changes.TableChanges;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.common.TopicPartition;
import org.springframework.core.io.ClassPathResource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.transaction.support.TransactionOperations;

/** The tables that the projector writes. A batch's rows and its offsets are written in one transaction. */
public final class Tables {
    /** SQLState classes of errors in a row: invalid data, a violated constraint, a value too large for an index. */
    private static final Set<String> ROW_ERRORS = Set.of("22", "23", "54");

    private static final String REBUILD = script("io/gatesync/projector/rebuild-tables.sql");

    private final JdbcOperations jdbc;
    private final TransactionOperations transaction;
    private final OffsetTable offsets;
    private final EventTable events;
    private final ResetTable resets;
    private final TicketTable tickets;
    private final ScanLogTable scanLogs;
    private final SyncTable syncs;
    private final LoginLogTable loginLogs;
    private final DeviceTable devices;
    private final DeviceLoginTable deviceLogins;

    public Tables(JdbcOperations jdbc, TransactionOperations transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.offsets = new OffsetTable(jdbc);
        this.events = new EventTable(jdbc);
        this.resets = new ResetTable(jdbc);
        this.tickets = new TicketTable(jdbc);
        this.scanLogs = new ScanLogTable(jdbc);
        this.syncs = new SyncTable(jdbc);
        this.loginLogs = new LoginLogTable(jdbc);
        this.devices = new DeviceTable(jdbc);
        this.deviceLogins = new DeviceLoginTable(jdbc);
    }

    /**
     * How far the tables show each of these partitions; from offset 0 on if not at all. Rows without any offset are of no use,
     * because nobody knows what they show: they are deleted.
     *
     * @param topicIds Kafka's id of the topic of each partition
     * @throws DataAccessException if the database fails
     */
    public Map<TopicPartition, StoredOffset> offsets(Map<TopicPartition, UUID> topicIds) {
        return transaction.execute(status -> {
            if (offsets.isEmpty()) {
                offsets.lock();
                if (offsets.isEmpty()) { // No other projector has begun in the meantime.
                    jdbc.execute(REBUILD);
                }
            }
            offsets.claim(topicIds);
            return offsets.read(topicIds.keySet());
        });
    }

    /**
     * Empties all tables that are made from the topics, so that they are built anew.
     *
     * @param unlessMovedFrom where the tables were when the projector found that they have to be; if they are elsewhere, another
     *     projector has emptied them already
     * @return whether the tables were emptied
     * @throws DataAccessException if the database fails
     */
    public boolean empty(Map<TopicPartition, StoredOffset> unlessMovedFrom) {
        return transaction.execute(status -> {
            offsets.lock();
            if (!offsets.read(unlessMovedFrom.keySet()).equals(unlessMovedFrom)) {
                return false;
            }
            jdbc.execute(REBUILD);
            return true;
        });
    }

    /**
     * Whether the tables show everything before these offsets.
     *
     * @throws DataAccessException if the database fails
     */
    public boolean havePassed(Map<TopicPartition, Long> offsets) {
        return this.offsets.havePassed(offsets);
    }

    /**
     * Writes a batch.
     *
     * @throws FencedException if the tables are not at the offsets that the steps expect; nothing was written
     * @throws RowRefusedException if a row is invalid; nothing was written
     * @throws DataAccessException if the database failed; the transaction was either rolled back or committed, and only
     *     {@link #offsets} can tell which
     */
    public void write(TableChanges changes, List<OffsetStep> steps) throws RowRefusedException {
        try {
            transaction.executeWithoutResult(status -> {
                offsets.advance(steps);
                events.write(changes.events());
                resets.write(changes.resets());
                tickets.change(changes.tickets());
                tickets.admit(changes.admissions());
                scanLogs.write(changes.scanLogs());
                syncs.write(changes.syncs());
                loginLogs.write(changes.loginLogs());
                devices.write(changes.devices());
                deviceLogins.write(changes.deviceLogins());
            });
        } catch (DataAccessException e) {
            if (e.getMostSpecificCause() instanceof SQLException cause && isRowError(cause)) {
                throw new RowRefusedException(
                        String.valueOf(cause.getMessage()).lines().findFirst().orElse("refused"), e);
            }
            throw e;
        }
    }

    /**
     * Moves on over offsets that hold no records, such as the ends of transactions, and checks where the tables are.
     *
     * @throws FencedException if the tables are not at the offsets that the steps expect; nothing was written
     * @throws DataAccessException as in {@link #write}
     */
    public void advance(List<OffsetStep> steps) {
        if (!steps.isEmpty()) {
            transaction.executeWithoutResult(status -> offsets.advance(steps));
        }
    }

    private static String script(String path) {
        try {
            return new ClassPathResource(path).getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isRowError(SQLException cause) {
        String state = cause.getSQLState();
        return state != null && state.length() == 5 && ROW_ERRORS.contains(state.substring(0, 2));
    }
}
