package io.gatesync.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatesync.schemas.FirstScan;
import io.gatesync.schemas.ScanDecided;
import io.gatesync.schemas.TicketDetails;
import io.gatesync.schemas.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The same scan id from the same device for the same ticket gets the verdict it had, marked as replayed.
 *
 * <p>Valid: synced a, ticket revoked, replayed synced a. Invalid: not found a, ticket loaded, synced a; synced a,
 * duplicate a; replayed a that never had a verdict.
 */
public final class ResendChangesNothing implements Guarantee {
    private record Scan(String eventId, String deviceId, String qrcode, UUID scanId) {}

    private record Answer(Verdict verdict, TicketDetails ticket, FirstScan first, boolean earlierOnDevice) {}

    private final Map<Scan, Answer> answers = new HashMap<>();
    private final List<String> broken = new ArrayList<>();

    @Override
    public void onDecided(ScanDecided outcome) {
        if (!outcome.getScanIdFromDevice()) {
            if (outcome.getReplayed()) {
                broken.add("replayed without an id from the device: " + outcome);
            }
            return;
        }
        Scan scan = new Scan(outcome.getEventId(), outcome.getDeviceId(), outcome.getQrcode(), outcome.getScanId());
        Answer answer = new Answer(
                outcome.getVerdict(), outcome.getTicket(), outcome.getFirstScan(), outcome.getEarlierOnDevice());
        Answer before = answers.putIfAbsent(scan, answer);
        if (outcome.getReplayed() != (before != null) || (before != null && !before.equals(answer))) {
            broken.add("had %s, now %s".formatted(before, outcome));
        }
    }

    @Override
    public void verify() {
        assertThat(broken).as("verdicts that a resend changed").isEmpty();
    }
}
