package io.gatesync.simulation;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatesync.guarantees.topics.TableRows;
import io.gatesync.projector.changes.TableChanges;
import io.gatesync.projector.tables.FencedException;
import io.gatesync.projector.tables.OffsetStep;
import io.gatesync.projector.tables.RowRefusedException;
import io.gatesync.projector.tables.StoredOffset;
import io.gatesync.projector.tables.Tables;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.apache.kafka.common.TopicPartition;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The real tables, written by the real SQL, and simulated ones beside them: both say the same after every batch. */
final class TablesInPostgres implements Database {
    private static final UUID TOPIC_ID = new UUID(1, 2);

    private final DataSource dataSource;
    private final Tables tables;
    private final Map<TopicPartition, UUID> topicIds;
    private final SimulatedTables simulated;

    /** @param dataSource with the projector's tables, which are emptied */
    TablesInPostgres(DataSource dataSource, Set<TopicPartition> partitions) {
        this.dataSource = dataSource;
        this.tables = new Tables(
                new JdbcTemplate(dataSource), new TransactionTemplate(new JdbcTransactionManager(dataSource)));
        this.topicIds = partitions.stream().collect(toMap(partition -> partition, partition -> TOPIC_ID));
        this.simulated = new SimulatedTables(partitions);
        tables.empty(tables.offsets(topicIds));
    }

    @Override
    public Map<TopicPartition, Long> offsets() {
        Map<TopicPartition, Long> offsets = tables.offsets(topicIds).entrySet().stream()
                .collect(toMap(Entry::getKey, entry -> entry.getValue().next()));
        assertThat(offsets).isEqualTo(simulated.offsets());
        return offsets;
    }

    @Override
    public boolean write(TableChanges changes, List<OffsetStep> steps) {
        boolean written = writeIntoPostgres(changes, steps);
        assertThat(written).isEqualTo(simulated.write(changes, steps));
        rows();
        return written;
    }

    private boolean writeIntoPostgres(TableChanges changes, List<OffsetStep> steps) {
        try {
            tables.write(changes, steps);
            return true;
        } catch (FencedException e) {
            return false;
        } catch (RowRefusedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void empty() {
        Map<TopicPartition, StoredOffset> offsets = tables.offsets(topicIds);
        simulated.offsets();
        assertThat(tables.empty(offsets)).isTrue();
        simulated.empty();
    }

    @Override
    public TableRows rows() {
        TableRows rows = TableRows.read(dataSource);
        assertThat(rows).isEqualTo(simulated.rows());
        return rows;
    }
}
