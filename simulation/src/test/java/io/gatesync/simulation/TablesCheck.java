package io.gatesync.simulation;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatesync.guarantees.topics.TableRows;
import io.gatesync.guarantees.topics.TableRows.TicketId;
import io.gatesync.guarantees.topics.TopicGuarantees;
import io.gatesync.messaging.RecordPosition;
import io.gatesync.schemas.DeviceChanged;
import io.gatesync.schemas.DeviceLoggedIn;
import io.gatesync.schemas.EventAccess;
import io.gatesync.schemas.LoginAttempted;
import io.gatesync.schemas.ScanDecided;
import io.gatesync.schemas.SyncStarted;
import io.gatesync.schemas.TicketChanged;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.TopicPartition;

/** At any moment the tables say what the records up to their offsets say, no more and no less, and the offsets only grow. */
final class TablesCheck {
    private final SimulatedKafka kafka;
    private final Database database;
    private final Map<TopicPartition, Long> shown = new HashMap<>();
    private final TopicGuarantees plainFold = TopicGuarantees.ofTables(this::determinedRows);
    private final Set<TicketId> loaded = new HashSet<>();
    private final Set<Long> announced = new HashSet<>();

    /** To be made anew when the tables are emptied. */
    TablesCheck(SimulatedKafka kafka, Database database) {
        this.kafka = kafka;
        this.database = database;
    }

    void check() {
        database.offsets().forEach((partition, next) -> {
            long from = shown.getOrDefault(partition, 0L);
            assertThat(next).as("next offset of %s in the tables", partition).isGreaterThanOrEqualTo(from);
            for (long offset = from; offset < next; offset++) {
                show(
                        new RecordPosition(partition.partition(), offset),
                        requireNonNull(kafka.projected().get(partition)).get((int) offset));
            }
            shown.put(partition, next);
        });
        plainFold.verify();
    }

    private void show(RecordPosition position, SpecificRecord record) {
        switch (record) {
            case EventAccess event -> plainFold.onEventChanged(event);
            case TicketChanged change -> {
                loaded.add(new TicketId(change.getEventId(), change.getQrcode()));
                plainFold.onTicketChanged(change);
            }
            case SyncStarted sync -> {
                announced.add(position.toLong());
                plainFold.onSyncStarted(position, sync);
            }
            case ScanDecided outcome -> plainFold.onDecided(outcome);
            case LoginAttempted attempt -> plainFold.onLoginAttempted(position, attempt);
            case DeviceChanged device -> plainFold.onDeviceChanged(device);
            case DeviceLoggedIn login -> plainFold.onDeviceLoggedIn(login);
            default -> throw new AssertionError("No table shows a " + record.getSchema());
        }
    }

    /** Of a ticket or an upload whose own record has not come, a row holds only what its verdicts say, until it does. */
    private TableRows determinedRows() {
        TableRows rows = database.rows();
        Map<TicketId, TableRows.TicketRow> tickets = new HashMap<>(rows.tickets());
        tickets.keySet().retainAll(loaded);
        Map<Long, TableRows.SessionRow> sessions = new HashMap<>(rows.sessions());
        sessions.keySet().retainAll(announced);
        return new TableRows(
                rows.events(), tickets, rows.scans(), sessions, rows.logins(), rows.devices(), rows.deviceLogins());
    }
}
