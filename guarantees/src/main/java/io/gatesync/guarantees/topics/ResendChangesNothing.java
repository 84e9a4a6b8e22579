package io.gatesync.guarantees.topics;

import io.gatesync.guarantees.Finding;
import io.gatesync.guarantees.Guarantee;
import io.gatesync.guarantees.Violations;
import io.gatesync.schemas.FirstScan;
import io.gatesync.schemas.ScanDecided;
import io.gatesync.schemas.TicketDetails;
import io.gatesync.schemas.Verdict;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The same scan id and time from the same device for the same ticket get the verdict they had, marked as replayed. An admission is
 * told with what is printed on the ticket now.
 *
 * <p>Valid: synced a, ticket revoked, replayed synced a. Invalid: not found a, ticket loaded, synced a; synced a,
 * duplicate a; replayed a that never had a verdict.
 */
final class ResendChangesNothing implements Guarantee, TopicObserver {
    private record Scan(
            String eventId,
            String deviceId,
            String qrcode,
            UUID scanId,
            @Nullable Instant scannedAt) {}

    /** @param ticket what is printed on it; null for an admission */
    private record Answer(
            Verdict verdict,
            @Nullable TicketDetails ticket,
            @Nullable FirstScan first,
            boolean earlierOnDevice) {}

    private final Map<Scan, Answer> answers = new HashMap<>();
    private final Violations violations = new Violations();

    @Override
    public void onDecided(ScanDecided outcome) {
        if (outcome.getUndo() != null) {
            return; // Nobody scanned anything.
        }
        if (!outcome.getScanIdFromDevice()) {
            if (outcome.getReplayed()) {
                violations.add(() -> "replayed without an id from the device: " + outcome);
            }
            return;
        }
        Scan scan = new Scan(
                outcome.getEventId(),
                outcome.getDeviceId(),
                outcome.getQrcode(),
                outcome.getScanId(),
                outcome.getScannedAtFromDevice() ? outcome.getScannedAt() : null);
        Answer answer = new Answer(
                outcome.getVerdict(),
                outcome.getVerdict() == Verdict.SYNCED ? null : outcome.getTicket(),
                outcome.getFirstScan(),
                outcome.getEarlierOnDevice());
        Answer before = answers.putIfAbsent(scan, answer);
        if (outcome.getReplayed() != (before != null) || (before != null && !before.equals(answer))) {
            violations.add(() -> "the scan had %s, and now has %s".formatted(before, outcome));
        }
    }

    @Override
    public Finding finding() {
        return new Finding("a scan that is sent again keeps its verdict", violations.sentences());
    }
}
