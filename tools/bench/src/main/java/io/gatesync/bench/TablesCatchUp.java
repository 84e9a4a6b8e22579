package io.gatesync.bench;

import io.gatesync.bench.LoadGenerator.AnsweredUpload;
import io.gatesync.client.DeviceStatus;
import io.gatesync.client.LoggedIn;
import io.gatesync.client.Reply.Answered;
import io.gatesync.client.SyncSession;
import io.gatesync.guarantees.Finding;
import io.gatesync.guarantees.Violations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Waits until the tables have everything that the devices were told. Asks over HTTP, as every client can.
 *
 * <p>While the tables catch up it asks only two questions per device, so as not to slow them down: for the device's
 * admissions, and for its last upload. Afterwards it asks about up to {@value #CHECKED_UPLOADS} uploads one by one; if one
 * is still incomplete, the tables were complete only after that one.
 */
final class TablesCatchUp {

    private static final int CHECKED_UPLOADS = 1_000;
    private static final Duration POLL = Duration.ofMillis(10);
    /** Time without any progress after which something is missing. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final long NOT_SHOWN = -1;

    private final LoggedIn organiser;
    private final String eventId;
    private final Violations violations = new Violations();
    private long completeNanos;

    TablesCatchUp(LoggedIn organiser, String eventId) {
        this.organiser = organiser;
        this.eventId = eventId;
    }

    /** How many admissions the tables lack now of those that devices were told. */
    long behind(LoadGenerator load) {
        long[] told = load.verdicts().admitted();
        long behind = 0;
        for (int device = 0; device < told.length; device++) {
            behind += told[device] - Math.max(0, shownAdmissions(load.plan().deviceId(device)));
        }
        return behind;
    }

    /** Returns when the tables have everything, or something is missing for too long. */
    void awaitAll(LoadGenerator load) throws InterruptedException {
        long[] told = load.verdicts().admitted();
        for (int device = 0; device < told.length; device++) {
            awaitAdmissions(load.plan().deviceId(device), told[device]);
        }
        Map<Integer, AnsweredUpload> last = new HashMap<>();
        load.answered().forEach(upload -> last.put(upload.device(), upload));
        for (AnsweredUpload upload : last.values()) {
            awaitCompletion(upload);
        }
        completeNanos = System.nanoTime();
    }

    /** Asks about uploads one by one, and waits for those that are not complete. */
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

    /** Returns when the tables show this number of admissions by the device, or do not for too long. */
    void awaitAdmissions(String deviceId, long admitted) throws InterruptedException {
        await(
                "the tables do not show the %d admissions of %s".formatted(admitted, deviceId),
                () -> shownAdmissions(deviceId),
                admitted);
    }

    private long shownAdmissions(String deviceId) {
        return organiser.send(asOrganiser -> asOrganiser.status(eventId, deviceId))
                        instanceof Answered<DeviceStatus> answered
                ? answered.body().totalScans()
                : NOT_SHOWN;
    }

    /** Waits until the number that is shown is the wanted one, or has not changed for too long. */
    private void await(String otherwise, LongSupplier shown, long wanted) throws InterruptedException {
        // If something is missing already, the run has failed: look at the rest once, without waiting.
        Duration patience = finding().holds() ? PATIENCE : Duration.ZERO;
        long before = NOT_SHOWN;
        long movedNanos = System.nanoTime();
        for (long now = shown.getAsLong(); now != wanted; now = shown.getAsLong()) {
            if (now != before) {
                before = now;
                movedNanos = System.nanoTime();
            } else if (System.nanoTime() - movedNanos > patience.toNanos()) {
                violations.add(() -> otherwise);
                return;
            }
            Thread.sleep(POLL);
        }
    }

    private boolean complete(AnsweredUpload upload) {
        return shown(upload) == upload.scans();
    }

    /** The number of scans of an upload with a verdict in the tables; {@link #NOT_SHOWN} before they call it completed. */
    private long shown(AnsweredUpload upload) {
        if (!(organiser.send(asOrganiser -> asOrganiser.session(upload.syncSessionId()))
                instanceof Answered<SyncSession> answered)) {
            return NOT_SHOWN;
        }
        SyncSession session = answered.body();
        return session.isCompleted() && session.scansUploaded() == upload.scans()
                ? session.scansSuccessful() + session.scansFailed() + session.scansDuplicate() + session.scansReplayed()
                : NOT_SHOWN;
    }

    private static List<AnsweredUpload> sample(List<AnsweredUpload> uploads) {
        if (uploads.size() <= CHECKED_UPLOADS) {
            return uploads;
        }
        List<AnsweredUpload> shuffled = new ArrayList<>(uploads);
        Collections.shuffle(shuffled);
        return shuffled.subList(0, CHECKED_UPLOADS);
    }

    /** When the tables had everything, by {@link System#nanoTime}. */
    long completeNanos() {
        return completeNanos;
    }

    Finding finding() {
        return new Finding("the tables show what the devices were told", violations.sentences());
    }
}
