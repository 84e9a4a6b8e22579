package io.gatesync.guarantees.topics;

import io.gatesync.guarantees.Finding;
import io.gatesync.guarantees.Guarantee;
import io.gatesync.guarantees.Violations;
import io.gatesync.schemas.ScanDecided;
import io.gatesync.schemas.ScanUploaded;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Each scan in the topic of scans has a verdict in the topic of outcomes, and only one; each wish to take one back has one answer there.
 *
 * <p>Valid: uploaded a, uploaded b, decided b, decided a; uploaded a twice (sent again), decided a twice. Invalid:
 * uploaded a and nothing; uploaded a, decided a, decided a; decided a that was never uploaded.
 */
final class EveryScanGetsAVerdict implements Guarantee, TopicObserver {
    private record Upload(
            String eventId,
            String deviceId,
            String qrcode,
            UUID scanId,
            @Nullable Long syncSessionId,
            Instant uploadedAt,
            boolean undo) {}

    /** How many verdicts are still to come; below zero where there are too many. */
    private final Map<Upload, Integer> verdictsToCome = new HashMap<>();

    @Override
    public void onUploaded(ScanUploaded scan) {
        add(
                new Upload(
                        scan.getEventId(),
                        scan.getDeviceId(),
                        scan.getQrcode(),
                        scan.getScanId(),
                        scan.getSyncSessionId(),
                        scan.getUploadedAt(),
                        scan.getUndo() != null),
                1);
    }

    @Override
    public void onDecided(ScanDecided outcome) {
        add(
                new Upload(
                        outcome.getEventId(),
                        outcome.getDeviceId(),
                        outcome.getQrcode(),
                        outcome.getScanId(),
                        outcome.getSyncSessionId(),
                        outcome.getUploadedAt(),
                        outcome.getUndo() != null),
                -1);
    }

    private void add(Upload upload, int difference) {
        if (verdictsToCome.merge(upload, difference, Integer::sum) == 0) {
            verdictsToCome.remove(upload);
        }
    }

    @Override
    public Finding finding() {
        Violations violations = new Violations();
        verdictsToCome.forEach((upload, count) ->
                violations.add(() -> (count > 0 ? "%d verdicts are missing for %s" : "%d verdicts are too many for %s")
                        .formatted(Math.abs(count), upload)));
        return new Finding("each scan in the topic of scans has one verdict", violations.sentences());
    }
}
