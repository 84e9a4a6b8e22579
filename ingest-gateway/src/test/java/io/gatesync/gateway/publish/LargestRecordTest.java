package io.gatesync.gateway.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatesync.gateway.input.CodeRule;
import io.gatesync.gateway.input.Upload;
import io.gatesync.gateway.input.UploadReader;
import io.gatesync.gateway.projector.ProjectedTickets;
import io.gatesync.gateway.projector.ProjectorAddress;
import io.gatesync.gateway.projector.ProjectorHttp;
import io.gatesync.gateway.ticketlist.ListFormat;
import io.gatesync.gateway.ticketlist.ListOptions;
import io.gatesync.gateway.ticketlist.LoadMode;
import io.gatesync.gateway.ticketlist.TicketListReader;
import io.gatesync.gateway.ticketlist.TicketRows;
import io.gatesync.messaging.ReplyTo;
import io.gatesync.messaging.Topic;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/** The largest records that can be built from what the gateway takes in. None comes near Kafka's limit of a megabyte. */
class LargestRecordTest {
    private static final int BOUND_BYTES = 64 * 1024;
    private static final String LONGEST = "x".repeat(255);
    private static final String TOO_LONG = "\u20ac".repeat(20_000);

    private final MockProducer<String, SpecificRecord> kafka =
            new MockProducer<>(true, null, new StringSerializer(), (topic, value) -> new byte[0]);
    private final RecordProducer producer =
            new RecordProducer(kafka, Duration.ofMinutes(1), new PinnedPartitions(Map.of(Topic.SCANS, 6)));
    private final Uploads uploads = new Uploads(producer, InstantSource.system(), (event, device) -> false);

    @Test
    void a_scan_and_the_start_of_its_sync_fit_with_room() throws IOException {
        String types =
                IntStream.range(0, 200).mapToObj(i -> "\"" + LONGEST + "\"").collect(Collectors.joining(","));
        Upload.Batch batch = UploadReader.ofBodiesUpTo(2 * 1024 * 1024)
                .readBatch(
                        """
                        {"event_id": "%1$s", "device_id": "%1$s", "session_token": "%1$s", "sent_at": 253402300799999, "scans": [
                          {"qrcode": "%2$s", "scanned_at": 253402300799999, "scan_id": "%3$s", "ticket_types": [%4$s],
                           "gate": "%1$s"}]}""".formatted(LONGEST, TOO_LONG, UUID.randomUUID(), types)
                                .getBytes(UTF_8),
                        Instant.EPOCH,
                        (event, device) -> CodeRule.WHOLE_TEXT);

        StartedSync sync = uploads.start(batch);
        uploads.publish(sync, batch.scans(), position -> new ReplyTo(UUID.randomUUID(), Long.MAX_VALUE, position));

        assertAllFit(2);
    }

    @Test
    void the_wish_to_take_a_scan_back_fits_with_room() throws IOException {
        Upload.Undo undo = UploadReader.ofBodiesUpTo(2 * 1024 * 1024)
                .readUndo(
                        """
                        {"event_id": "%1$s", "device_id": "%1$s", "session_token": "%1$s", "sent_at": 253402300799999,
                         "qrcode": "%2$s", "scanned_at": 253402300799999, "undone_at": 253402300799999, "scan_id": "%3$s",
                         "gate": "%1$s", "reason": "%1$s"}""".formatted(LONGEST, TOO_LONG, UUID.randomUUID()).getBytes(UTF_8),
                        Instant.EPOCH,
                        (event, device) -> CodeRule.WHOLE_TEXT);

        uploads.publish(undo, new ReplyTo(UUID.randomUUID(), Long.MAX_VALUE, 0));

        assertAllFit(1);
    }

    @Test
    void a_change_of_a_ticket_fits_with_room() throws IOException {
        String row = "qrcode,type,admittence,number,status\n%1$s,%1$s,%1$s,%1$s,revoked\n".formatted(LONGEST);

        ProjectedTickets nobody = new ProjectedTickets(
                new ProjectorHttp(new ProjectorAddress(
                        URI.create("http://127.0.0.1:1"), Duration.ofSeconds(1), Duration.ofSeconds(1))),
                Duration.ofSeconds(1),
                Optional::empty);
        TicketRows rows = new TicketListReader(64 * 1024, 10, 1)
                .open(
                        new ByteArrayInputStream(row.getBytes(UTF_8)),
                        ListFormat.TABLE,
                        ListOptions.NONE,
                        CodeRule.WHOLE_TEXT);
        new TicketLoads(producer, InstantSource.system(), List::of, nobody, 10, 10)
                .load(LONGEST, rows, LoadMode.UPDATE);

        assertAllFit(1);
    }

    private void assertAllFit(int records) throws IOException {
        assertThat(kafka.history()).hasSize(records);
        for (ProducerRecord<String, SpecificRecord> record : kafka.history()) {
            assertThat(record.key().getBytes(UTF_8)).hasSizeLessThanOrEqualTo(255);
            assertThat(bytes(record.value())).hasSizeLessThan(BOUND_BYTES);
        }
    }

    private static byte[] bytes(SpecificRecord value) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        new SpecificDatumWriter<>(value.getSchema(), ((SpecificRecordBase) value).getSpecificData())
                .write(value, encoder);
        return bytes.toByteArray();
    }
}
