package io.gatesync.bench;

import io.gatesync.bench.Drive.AnsweredUpload;
import io.gatesync.client.DeviceStatus;
import io.gatesync.client.Gateway;
import io.gatesync.client.Reply.Answered;
import io.gatesync.client.SyncSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Waits until the tables have everything that the devices were told, asking over HTTP as anyone could.
 *
 * <p>While the tables catch up only two questions per device are asked, so that asking does not slow them down: its
 * admissions, and its last upload. Afterwards up to {@value #CHECKED_UPLOADS} uploads are asked about one by one; one
 * found incomplete then puts the moment off.
 */
final class Tables {

    private static final int CHECKED_UPLOADS = 1_000;
    private static final Duration POLL = Duration.ofMillis(10);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final long NOTHING = -1;

    private final Gateway gateway;
    private final String eventId;
    private final List<String> violations = new ArrayList<>();
    private long completeNanos;

    Tables(Gateway gateway, String eventId) {
        this.gateway = gateway;
        this.eventId = eventId;
    }

    /** Returns when all is there, or {@linkplain #violations() is missing} for too long. */
    void awaitAll(Drive drive) throws InterruptedException {
        Map<Integer, AnsweredUpload> last = new HashMap<>();
        drive.answered().forEach(upload -> last.put(upload.device(), upload));
        for (AnsweredUpload upload : last.values()) {
            awaitAdmissions(
                    drive.plan().deviceId(upload.device()), drive.verdicts().admittedBy(upload.device()));
            awaitCompletion(upload);
        }
        completeNanos = System.nanoTime();
    }

    /** Asks about uploads one by one. */
    void checkUploads(List<AnsweredUpload> uploads) throws InterruptedException {
        for (AnsweredUpload upload : sample(uploads)) {
            if (!complete(upload)) {
                awaitCompletion(upload);
                completeNanos = System.nanoTime();
            }
        }
    }

    private void awaitCompletion(AnsweredUpload upload) throws InterruptedException {
        await(
                "the tables do not show upload %d as complete".formatted(upload.syncSessionId()),
                () -> shown(upload),
                upload.scans());
    }

    /** Returns when the tables show as many admissions by the device. */
    void awaitAdmissions(String deviceId, long admitted) throws InterruptedException {
        await(
                "the tables do not show the %d admissions of %s".formatted(admitted, deviceId),
                () -> gateway.status(eventId, deviceId) instanceof Answered<DeviceStatus> answered
                        ? answered.body().totalScans()
                        : NOTHING,
                admitted);
    }

    /** Gives up when what is shown has not moved for long. */
    private void await(String otherwise, LongSupplier shown, long wanted) throws InterruptedException {
        // Once something is missing for good, the rest need not be waited for as long again.
        Duration patience = violations.isEmpty() ? PATIENCE : Duration.ZERO;
        long before = NOTHING;
        long movedNanos = System.nanoTime();
        for (long now = shown.getAsLong(); now != wanted; now = shown.getAsLong()) {
            if (now != before) {
                before = now;
                movedNanos = System.nanoTime();
            } else if (System.nanoTime() - movedNanos > patience.toNanos()) {
                violations.add(otherwise);
                return;
            }
            Thread.sleep(POLL);
        }
    }

    private boolean complete(AnsweredUpload upload) {
        return shown(upload) == upload.scans();
    }

    /** How many scans of the upload the tables count as decided, once they call it complete. */
    private long shown(AnsweredUpload upload) {
        if (!(gateway.session(upload.syncSessionId()) instanceof Answered<SyncSession> answered)) {
            return NOTHING;
        }
        SyncSession session = answered.body();
        return session.isCompleted() && session.scansUploaded() == upload.scans()
                ? session.scansSuccessful() + session.scansFailed() + session.scansDuplicate()
                : NOTHING;
    }

    private static List<AnsweredUpload> sample(List<AnsweredUpload> uploads) {
        if (uploads.size() <= CHECKED_UPLOADS) {
            return uploads;
        }
        List<AnsweredUpload> shuffled = new ArrayList<>(uploads);
        Collections.shuffle(shuffled);
        return shuffled.subList(0, CHECKED_UPLOADS);
    }

    /** When all was there, on this JVM's nanosecond clock. */
    long completeNanos() {
        return completeNanos;
    }

    List<String> violations() {
        return List.copyOf(violations);
    }
}
