package io.gatesync.projector;

import static io.gatesync.projector.SampleRecords.NOON;

import io.gatesync.messaging.RecordPosition;
import io.gatesync.schemas.FirstScan;
import io.gatesync.schemas.ScanDecided;
import io.gatesync.schemas.SyncStarted;
import io.gatesync.schemas.TicketChanged;
import io.gatesync.schemas.TicketDetails;
import io.gatesync.schemas.TicketStatus;
import io.gatesync.schemas.UndoAnswer;
import io.gatesync.schemas.Verdict;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/**
 * Publishes the records of a festival as the processor would decide it: devices try to log in and upload batches of scans of the
 * same tickets, some again, some of unknown or revoked ones, and take some back. The same seed gives the same records.
 */
public final class Festival {
    private static final int DEVICES = 10;
    private static final int BATCH = 50;

    private final RecordPublisher publisher;
    private final String eventId;
    private final Random random;
    private final Map<String, FirstScan> admitted = new HashMap<>();
    private final int tickets;
    private int scans;

    public Festival(RecordPublisher publisher, String eventId, int tickets, long seed) {
        this.publisher = publisher;
        this.eventId = eventId;
        this.tickets = tickets;
        this.random = new Random(seed);
        System.out.printf("festival %s with seed %d%n", eventId, seed);
    }

    /** Loads the tickets; every twentieth is revoked. */
    public Festival load() {
        for (int ticket = 0; ticket < tickets; ticket++) {
            TicketStatus status = ticket % 20 == 7 ? TicketStatus.REVOKED : TicketStatus.VALID;
            publisher.publish(new TicketChanged(
                    eventId, qrcode(ticket), status, "Day", "Adult", "No. " + ticket, NOON.plusMillis(ticket), null));
        }
        publisher.flush();
        return this;
    }

    /** Uploads so many batches. */
    public Festival upload(int uploads) {
        for (int upload = 0; upload < uploads; upload++) {
            String device = "gate-" + random.nextInt(DEVICES);
            Instant now = NOON.plusMillis(++scans);
            publisher.publish(SampleRecords.login(eventId, device));
            RecordPosition id =
                    publisher.publish(new SyncStarted("session of " + device, eventId, device, BATCH, now, null));
            for (int scan = 0; scan < BATCH; scan++) {
                ScanDecided outcome = decide(device, id, now);
                publisher.publish(outcome);
                if (outcome.getVerdict() == Verdict.SYNCED
                        && outcome.getScanIdFromDevice()
                        && random.nextInt(10) == 0) {
                    publisher.publish(SampleRecords.undo(outcome, UndoAnswer.UNDONE));
                    admitted.remove(outcome.getQrcode());
                }
            }
        }
        publisher.flush();
        return this;
    }

    private ScanDecided decide(String device, RecordPosition upload, Instant now) {
        int ticket = random.nextInt(tickets + tickets / 10);
        String qrcode = qrcode(ticket);
        FirstScan first = admitted.get(qrcode);
        Verdict verdict = verdict(ticket, device, first);
        Instant scannedAt = now.minusSeconds(random.nextInt(3600));
        UUID scanId = new UUID(random.nextLong(), random.nextLong());
        if (verdict == Verdict.SYNCED) {
            admitted.put(qrcode, new FirstScan(scanId, device, scannedAt));
        }
        boolean known = verdict != Verdict.TICKET_NOT_FOUND;
        boolean tellsFirst = verdict == Verdict.DUPLICATE || verdict == Verdict.CONFLICT;
        return ScanDecided.newBuilder()
                .setScanId(scanId)
                .setScanIdFromDevice(random.nextBoolean())
                .setEventId(eventId)
                .setDeviceId(device)
                .setSessionToken("session of " + device)
                .setQrcode(qrcode)
                .setScannedAt(scannedAt)
                .setUploadedAt(now)
                .setTicketTypes(List.of("Day"))
                .setSyncSessionId(upload.toLong())
                .setVerdict(verdict)
                .setFirstScan(tellsFirst ? first : null)
                .setTicket(known ? new TicketDetails("Day", "Adult", "No. " + ticket) : null)
                .setDecidedAt(now.plusMillis(20))
                .build();
    }

    private Verdict verdict(int ticket, String device, FirstScan first) {
        if (ticket >= tickets) {
            return Verdict.TICKET_NOT_FOUND;
        }
        if (ticket % 20 == 7) {
            return Verdict.TICKET_REVOKED;
        }
        if (first == null) {
            return Verdict.SYNCED;
        }
        return first.getDeviceId().equals(device) ? Verdict.DUPLICATE : Verdict.CONFLICT;
    }

    private String qrcode(int ticket) {
        return eventId + "-" + ticket;
    }
}
