package io.gatesync.guarantees.topics;

import io.gatesync.guarantees.Finding;
import io.gatesync.guarantees.Guarantee;
import io.gatesync.guarantees.Violations;
import io.gatesync.schemas.ScanDecided;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Every verdict that a device was told is an outcome on the topic, field by field, and no outcome was told twice for one scan
 * of an upload.
 *
 * <p>Valid: decided a synced, told a synced; decided a, never told (the answer was lost). Invalid: decided a conflict, told a
 * synced; decided a conflict with north first, told that south was; decided a once, told twice to one upload; told a, never
 * decided.
 */
final class ToldIsLogged implements Guarantee, TopicObserver {
    /** Which scan of which upload. A device that gives its scans no ids may have scanned a code twice in one upload. */
    private record Asked(
            @Nullable Long syncSessionId,
            String eventId,
            String deviceId,
            String qrcode,
            @Nullable UUID scanId) {}

    /** The verdict, in the API's words. */
    private record Verdict(
            String syncStatus, boolean replayed, @Nullable String scannedBy) {}

    private final Map<Asked, List<Verdict>> told = new HashMap<>();
    private final Map<Asked, List<Verdict>> decided = new HashMap<>();
    private long count;

    @Override
    public void onTold(Told answer) {
        count++;
        told.computeIfAbsent(
                        new Asked(
                                answer.syncSessionId(),
                                answer.eventId(),
                                answer.deviceId(),
                                answer.qrcode(),
                                answer.scanId()),
                        unseen -> new ArrayList<>(1))
                .add(new Verdict(answer.syncStatus(), answer.replayed(), answer.scannedBy()));
    }

    @Override
    public void onDecided(ScanDecided outcome) {
        decided.computeIfAbsent(
                        new Asked(
                                outcome.getSyncSessionId(),
                                outcome.getEventId(),
                                outcome.getDeviceId(),
                                outcome.getQrcode(),
                                outcome.getScanIdFromDevice() ? outcome.getScanId() : null),
                        unseen -> new ArrayList<>(1))
                .add(
                        outcome.getUndo() == null
                                ? new Verdict(syncStatus(outcome), outcome.getReplayed(), scannedBy(outcome))
                                : new Verdict(outcome.getUndone() ? "undone" : "not_undone", false, null));
    }

    private static String syncStatus(ScanDecided outcome) {
        return switch (outcome.getVerdict()) {
            case SYNCED -> "synced";
            case DUPLICATE -> "duplicate";
            case CONFLICT -> "conflict";
            case TICKET_NOT_FOUND, TICKET_REVOKED, REFUSED_AT_GATE, DEVICE_REVOKED, OTHER -> "failed";
        };
    }

    private static @Nullable String scannedBy(ScanDecided outcome) {
        return outcome.getFirstScan() == null ? null : outcome.getFirstScan().getDeviceId();
    }

    @Override
    public Finding finding() {
        Violations violations = new Violations();
        told.forEach((asked, verdicts) -> {
            List<Verdict> left = new ArrayList<>(decided.getOrDefault(asked, List.of()));
            for (Verdict verdict : verdicts) {
                if (!left.remove(verdict)) {
                    violations.add(() -> "%s was told %s, but the topic has %s"
                            .formatted(asked, verdict, decided.getOrDefault(asked, List.of())));
                }
            }
        });
        return new Finding(
                String.format(Locale.ROOT, "each of the %,d verdicts told is on the topic", count),
                violations.sentences());
    }
}
