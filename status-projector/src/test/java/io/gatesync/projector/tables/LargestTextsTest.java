package io.gatesync.projector.tables;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatesync.messaging.RecordPosition;
import io.gatesync.messaging.Topic;
import io.gatesync.projector.SampleRecords;
import io.gatesync.projector.changes.BatchFold;
import io.gatesync.schemas.FirstScan;
import io.gatesync.schemas.ScanDecided;
import io.gatesync.schemas.SyncStarted;
import io.gatesync.schemas.TicketChanged;
import io.gatesync.schemas.TicketDetails;
import io.gatesync.schemas.TicketStatus;
import io.gatesync.schemas.UndoAnswer;
import io.gatesync.schemas.Verdict;
import io.gatesync.testing.RealServers;
import io.gatesync.testing.Server;
import io.gatesync.testing.Servers;
import java.util.List;
import java.util.Random;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** The gateway takes texts of at most 255 bytes: whatever they hold, no row of them is refused, and no index is too small. */
@RealServers(Server.POSTGRES)
class LargestTextsTest {
    private static final int BYTES = 255;
    private static final TopicPartition PARTITION = new TopicPartition(Topic.SCAN_OUTCOMES.topicName(), 0);

    private final MigratedDatabase database =
            new MigratedDatabase(Servers.current().newDatabase());

    @Test
    void the_largest_texts_that_the_gateway_takes_fit_every_column_and_index() throws RowRefusedException {
        Random random = new Random(18);
        String event = incompressible(random);
        String device = incompressible(random);
        String qrcode = incompressible(random);
        String token = incompressible(random);
        BatchFold fold = new BatchFold();
        fold.add(
                new RecordPosition(0, 0),
                new TicketChanged(
                        event,
                        qrcode,
                        TicketStatus.VALID,
                        incompressible(random),
                        incompressible(random),
                        incompressible(random),
                        SampleRecords.NOON,
                        null));
        fold.add(new RecordPosition(0, 1), new SyncStarted(token, event, device, 2, SampleRecords.NOON, null));
        int offset = 2;
        for (Verdict verdict : List.of(Verdict.SYNCED, Verdict.CONFLICT)) {
            ScanDecided.Builder outcome = SampleRecords.outcome(event, device, qrcode, verdict)
                    .setScanId(SampleRecords.named(verdict.name()))
                    .setSessionToken(token)
                    .setGate(incompressible(random))
                    .setTicketTypes(List.of(incompressible(random), incompressible(random)))
                    .setTicket(
                            new TicketDetails(incompressible(random), incompressible(random), incompressible(random)))
                    .setSyncSessionId(new RecordPosition(0, 1).toLong());
            if (verdict == Verdict.CONFLICT) {
                outcome.setFirstScan(
                        new FirstScan(SampleRecords.named("first"), incompressible(random), SampleRecords.NOON));
            }
            ScanDecided scan = outcome.build();
            ScanDecided undo = SampleRecords.undo(scan, UndoAnswer.UNDONE);
            undo.getUndo().setReason(incompressible(random));
            fold.add(new RecordPosition(0, offset++), scan);
            fold.add(new RecordPosition(0, offset++), undo);
        }
        database.offsets(List.of(PARTITION));

        database.tables().write(fold.changes(), List.of(new OffsetStep(PARTITION, 0, 1)));

        assertThat(database.jdbc().queryForObject("select count(*) from device_scan_logs", Integer.class))
                .isEqualTo(2);
        assertThat(database.jdbc().queryForObject("select status from sync_sessions", String.class))
                .isEqualTo("completed");
    }

    /** Random characters of four bytes each in UTF-8, and three of one byte. */
    private static String incompressible(Random random) {
        String text = random.ints(63, 0x10000, 0x10FFFF)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .append("end")
                .toString();
        assertThat(text.getBytes(UTF_8)).hasSize(BYTES);
        return text;
    }
}
