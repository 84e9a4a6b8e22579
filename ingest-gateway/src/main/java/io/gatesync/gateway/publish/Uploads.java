package io.gatesync.gateway.publish;

import io.gatesync.gateway.input.DeviceTime;
import io.gatesync.gateway.input.Scan;
import io.gatesync.gateway.input.Upload;
import io.gatesync.messaging.RecordPosition;
import io.gatesync.messaging.ReplyTo;
import io.gatesync.messaging.Topic;
import io.gatesync.schemas.ScanUploaded;
import io.gatesync.schemas.SyncStarted;
import io.gatesync.schemas.UndoRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.IntFunction;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Publishes uploads. A method returns when Kafka has acknowledged every record; where it throws, the scans that did reach
 * Kafka are decided all the same, and sending the whole upload again is safe.
 */
public final class Uploads {
    private final RecordProducer producer;
    private final InstantSource clock;
    private final BiPredicate<String, String> revoked;

    /** @param revoked whether a device is cut off, by its event and its id; its scans are marked, and published like all others */
    public Uploads(RecordProducer producer, InstantSource clock, BiPredicate<String, String> revoked) {
        this.producer = producer;
        this.clock = clock;
        this.revoked = revoked;
    }

    /**
     * Publishes the start of a batch's sync session; its scans have to follow.
     *
     * @throws NotPublishedException if Kafka did not acknowledge it
     */
    public StartedSync start(Upload.Batch batch) {
        Instant now = clock.instant();
        RecordMetadata place = producer.send(new ProducerRecord<>(
                Topic.SYNC_SESSIONS.topicName(),
                null,
                now.toEpochMilli(),
                batch.sessionToken(),
                new SyncStarted(
                        batch.sessionToken(),
                        batch.eventId(),
                        batch.deviceId(),
                        batch.scans().size(),
                        now,
                        batch.pending().isPresent() ? batch.pending().getAsInt() : null)));
        return new StartedSync(batch, new RecordPosition(place.partition(), place.offset()).toLong(), now);
    }

    /**
     * Publishes a slice of a batch's scans.
     *
     * @param replyTo the address that the outcome of a scan goes to, by the scan's position in the slice
     * @throws NotPublishedException if Kafka did not acknowledge every record
     */
    public void publish(StartedSync sync, List<Scan> slice, IntFunction<ReplyTo> replyTo) {
        // May change between two slices.
        boolean deviceRevoked = !sync.batch().vouchedFor() && isRevoked(sync.batch());
        RecordGroup group = producer.group(slice.size());
        int position = 0;
        for (Scan scan : slice) {
            group.send(
                    scanUploaded(sync.batch(), scan, sync.id(), sync.at(), deviceRevoked, replyTo.apply(position++)));
        }
        group.awaitAcknowledged();
    }

    /**
     * Publishes a single scan, without a sync session.
     *
     * @param replyTo the address that its outcome goes to
     * @throws NotPublishedException if Kafka did not acknowledge it
     */
    public void publish(Upload.SingleScan single, ReplyTo replyTo) {
        producer.send(scanUploaded(single, single.scan(), null, clock.instant(), isRevoked(single), replyTo));
    }

    /**
     * Publishes the wish to take a scan back. It lies where the scan lies, and after it.
     *
     * @param replyTo the address that its outcome goes to
     * @throws NotPublishedException if Kafka did not acknowledge it
     */
    public void publish(Upload.Undo undo, ReplyTo replyTo) {
        producer.send(scanUploaded(undo, undo.scan(), null, clock.instant(), isRevoked(undo), replyTo));
    }

    private boolean isRevoked(Upload upload) {
        return revoked.test(upload.eventId(), upload.deviceId());
    }

    private static ProducerRecord<String, SpecificRecord> scanUploaded(
            Upload upload,
            Scan scan,
            @Nullable Long syncSessionId,
            Instant now,
            boolean deviceRevoked,
            ReplyTo replyTo) {
        ProducerRecord<String, SpecificRecord> record = new ProducerRecord<>(
                Topic.SCANS.topicName(),
                null,
                now.toEpochMilli(),
                scan.qrcode(),
                new ScanUploaded(
                        scan.id(),
                        scan.idFromDevice().isPresent(),
                        upload.eventId(),
                        upload.deviceId(),
                        sessionToken(upload),
                        scan.qrcode(),
                        scan.scannedAt(),
                        now,
                        scan.ticketTypes(),
                        syncSessionId,
                        scan.admitted().orElse(null),
                        scan.gate().orElse(null),
                        scan.time().isPresent(),
                        scan.time().filter(DeviceTime::inSeconds).isPresent(),
                        upload.clockAhead().map(Duration::toMillis).orElse(null),
                        deviceRevoked,
                        undo(upload)));
        replyTo.addTo(record.headers());
        return record;
    }

    private static @Nullable String sessionToken(Upload upload) {
        return switch (upload) {
            case Upload.Batch batch -> batch.sessionToken();
            case Upload.SingleScan single -> single.sessionToken().orElse(null);
            case Upload.Undo undo -> undo.sessionToken().orElse(null);
        };
    }

    private static @Nullable UndoRequest undo(Upload upload) {
        return upload instanceof Upload.Undo undo ? new UndoRequest(undo.reason(), undo.undoneAt()) : null;
    }
}
