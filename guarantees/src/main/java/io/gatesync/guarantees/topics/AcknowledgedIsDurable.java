package io.gatesync.guarantees.topics;

import io.gatesync.guarantees.Finding;
import io.gatesync.guarantees.Guarantee;
import io.gatesync.guarantees.Violations;
import io.gatesync.messaging.RecordPosition;
import io.gatesync.schemas.ScanUploaded;
import io.gatesync.schemas.SyncStarted;
import io.gatesync.schemas.TicketChanged;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * An upload that was answered 200 or 202 is in Kafka, announcement and every scan; and so is a single scan that was made online,
 * and each ticket of a list that was loaded.
 *
 * <p>Valid: announced, three scans, answered "three"; announced, two of three scans, never answered. Invalid: announced,
 * two scans, answered "three"; three scans, answered "three", never announced; an online scan that was answered, and is not there;
 * a ticket that was loaded, and is not there.
 */
final class AcknowledgedIsDurable implements Guarantee, TopicObserver {
    private final Map<Long, Integer> acknowledged = new HashMap<>();
    private final Map<Long, Integer> stored = new HashMap<>();
    private final Set<Long> announced = new HashSet<>();
    private final Set<List<Object>> acknowledgedOnline = new HashSet<>();
    private final Set<List<Object>> storedOnline = new HashSet<>();
    private final Set<List<String>> acknowledgedTickets = new HashSet<>();
    private final Set<List<String>> storedTickets = new HashSet<>();

    @Override
    public void onAcknowledged(long syncSessionId, int scans) {
        acknowledged.put(syncSessionId, scans);
    }

    @Override
    public void onScanAcknowledged(String eventId, UUID scanId) {
        acknowledgedOnline.add(List.of(eventId, scanId));
    }

    @Override
    public void onTicketAcknowledged(String eventId, String qrcode) {
        acknowledgedTickets.add(List.of(eventId, qrcode));
    }

    @Override
    public void onTicketChanged(TicketChanged change) {
        storedTickets.add(List.of(change.getEventId(), change.getQrcode()));
    }

    @Override
    public void onSyncStarted(RecordPosition position, SyncStarted sync) {
        announced.add(position.toLong());
    }

    @Override
    public void onUploaded(ScanUploaded scan) {
        if (scan.getUndo() != null) {
            return; // Of a scan that has a record of its own.
        }
        if (scan.getSyncSessionId() == null) {
            storedOnline.add(List.of(scan.getEventId(), scan.getScanId()));
        } else {
            stored.merge(scan.getSyncSessionId(), 1, Integer::sum);
        }
    }

    @Override
    public Finding finding() {
        Violations violations = new Violations();
        acknowledged.forEach((upload, scans) -> {
            if (!announced.contains(upload)) {
                violations.add(() -> "upload %d was acknowledged, but not announced".formatted(upload));
            }
            int found = stored.getOrDefault(upload, 0);
            if (found != scans) {
                violations.add(() ->
                        "upload %d was acknowledged with %d scans, but %d are stored".formatted(upload, scans, found));
            }
        });
        missing(acknowledgedOnline, storedOnline)
                .forEach(scan ->
                        violations.add(() -> "the online scan %s was acknowledged, but is not stored".formatted(scan)));
        missing(acknowledgedTickets, storedTickets)
                .forEach(ticket ->
                        violations.add(() -> "the ticket %s was loaded, but is not stored".formatted(ticket)));
        return new Finding("all that was acknowledged is in Kafka", violations.sentences());
    }

    private static <T> Stream<T> missing(Set<T> acknowledged, Set<T> stored) {
        return acknowledged.stream().filter(each -> !stored.contains(each));
    }
}
