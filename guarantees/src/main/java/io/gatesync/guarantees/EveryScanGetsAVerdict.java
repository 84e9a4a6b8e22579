package io.gatesync.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatesync.schemas.ScanDecided;
import io.gatesync.schemas.ScanUploaded;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Each scan in the topic of scans has a verdict in the topic of outcomes, and only one.
 *
 * <p>Valid: uploaded a, uploaded b, decided b, decided a; uploaded a twice (sent again), decided a twice. Invalid:
 * uploaded a and nothing; uploaded a, decided a, decided a; decided a that was never uploaded.
 */
public final class EveryScanGetsAVerdict implements Guarantee {
    private record Upload(
            String eventId, String deviceId, String qrcode, UUID scanId, Long syncSessionId, Instant uploadedAt) {}

    private final Map<Upload, Integer> verdictsOwed = new HashMap<>();

    @Override
    public void onUploaded(ScanUploaded scan) {
        count(
                new Upload(
                        scan.getEventId(),
                        scan.getDeviceId(),
                        scan.getQrcode(),
                        scan.getScanId(),
                        scan.getSyncSessionId(),
                        scan.getUploadedAt()),
                1);
    }

    @Override
    public void onDecided(ScanDecided outcome) {
        count(
                new Upload(
                        outcome.getEventId(),
                        outcome.getDeviceId(),
                        outcome.getQrcode(),
                        outcome.getScanId(),
                        outcome.getSyncSessionId(),
                        outcome.getUploadedAt()),
                -1);
    }

    private void count(Upload upload, int difference) {
        if (verdictsOwed.merge(upload, difference, Integer::sum) == 0) {
            verdictsOwed.remove(upload);
        }
    }

    @Override
    public void verify() {
        assertThat(verdictsOwed)
                .as("scans without a verdict (positive) or with too many (negative)")
                .isEmpty();
    }
}
