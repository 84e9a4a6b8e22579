package io.gatesync.gateway.kafka;

import io.gatesync.gateway.input.Scan;
import io.gatesync.gateway.input.Upload;
import io.gatesync.messaging.RecordPosition;
import io.gatesync.messaging.Topic;
import io.gatesync.schemas.ScanUploaded;
import io.gatesync.schemas.SyncStarted;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Publishes uploads, no more at a time than there is room for. */
public final class Uploads {
    private final EventProducer producer;
    private final Replies replies;
    private final InstantSource clock;
    private final Duration decisionTimeout;
    private final Semaphore room;

    /**
     * @param decisionTimeout how long after it was taken in an upload is answered at the latest
     * @param maxScansInFlight scans that may await their verdicts at a time
     */
    Uploads(
            EventProducer producer,
            Replies replies,
            InstantSource clock,
            Duration decisionTimeout,
            int maxScansInFlight) {
        this.producer = producer;
        this.replies = replies;
        this.clock = clock;
        this.decisionTimeout = decisionTimeout;
        this.room = new Semaphore(maxScansInFlight);
    }

    /** How many more scans may be taken in now. */
    int room() {
        return room.availablePermits();
    }

    /**
     * Publishes a batch as a sync session: first that it started, then its scans. Returns when Kafka has acknowledged
     * every record; if it did not, what was published is decided all the same, and sending it all again is safe.
     *
     * @throws TooManyScansInFlightException if there is no room
     * @throws KafkaAwayException if any record was not acknowledged
     */
    public PublishedUpload publishBatch(Upload upload) {
        return publish(upload, true);
    }

    /**
     * Publishes a single online scan, without a sync session.
     *
     * @throws TooManyScansInFlightException if there is no room
     * @throws KafkaAwayException if it was not acknowledged
     */
    public PublishedUpload publishSingle(Upload upload) {
        return publish(upload, false);
    }

    private PublishedUpload publish(Upload upload, boolean asSession) {
        int scans = upload.scans().size();
        if (!room.tryAcquire(scans)) {
            throw new TooManyScansInFlightException(scans, Math.max(0, room.availablePermits()));
        }
        WaitingUpload waiting = replies.expect(scans);
        PublishedUpload published = null;
        try {
            Instant now = clock.instant();
            long deadlineNanos = System.nanoTime() + decisionTimeout.toNanos();
            Long sessionId = asSession ? (Long) startSession(upload, now) : null;
            publishScans(upload, sessionId, now, waiting);
            published = new PublishedUpload(upload, sessionId, waiting, deadlineNanos, () -> end(waiting, scans));
            return published;
        } finally {
            if (published == null) {
                end(waiting, scans);
            }
        }
    }

    private long startSession(Upload upload, Instant now) {
        RecordGroup group = producer.group(1);
        group.send(new ProducerRecord<>(
                Topic.SYNC_SESSIONS.topicName(),
                upload.sessionToken(),
                new SyncStarted(
                        upload.sessionToken(),
                        upload.eventId(),
                        upload.deviceId(),
                        upload.scans().size(),
                        now)));
        group.awaitAcknowledged();
        RecordMetadata place = group.lastMetadata();
        return new RecordPosition(place.partition(), place.offset()).toLong();
    }

    private void publishScans(Upload upload, Long sessionId, Instant now, WaitingUpload waiting) {
        RecordGroup group = producer.group(upload.scans().size());
        int position = 0;
        for (Scan scan : upload.scans()) {
            ProducerRecord<String, SpecificRecord> scanUploaded = new ProducerRecord<>(
                    Topic.SCANS.topicName(),
                    scan.qrcode(),
                    new ScanUploaded(
                            scan.id(),
                            scan.idFromDevice() != null,
                            upload.eventId(),
                            upload.deviceId(),
                            upload.sessionToken(),
                            scan.qrcode(),
                            scan.scannedAt(),
                            now,
                            scan.ticketTypes(),
                            sessionId));
            replies.address(waiting, position++).addTo(scanUploaded.headers());
            group.send(scanUploaded);
        }
        group.awaitAcknowledged();
    }

    private void end(WaitingUpload waiting, int scans) {
        replies.forget(waiting);
        room.release(scans);
    }
}
