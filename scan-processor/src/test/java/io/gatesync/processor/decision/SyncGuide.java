package io.gatesync.processor.decision;

import io.gatesync.processor.decision.FirstScanWinsPropertiesTest.Step;
import io.gatesync.processor.decision.Scan.Holder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The sync guide's algorithm as it stands there: a table of tickets, looked up and updated a scan at a time. Beside it
 * only what the design adds: revoked tickets and devices, a table of the answers that scans with an id were given, and a list of who was let
 * in on which ticket. The naive model that {@link FirstScanWins} is compared with.
 */
final class SyncGuide {
    private static final class Row {
        private boolean revoked;
        private boolean synced;
    }

    private record ScanKey(String qrcode, String device, UUID id, boolean idFromDevice, Instant scannedAt) {
        static ScanKey of(String qrcode, Scan scan) {
            return new ScanKey(
                    qrcode,
                    scan.deviceId(),
                    scan.id(),
                    scan.idFromDevice(),
                    scan.time().at());
        }
    }

    private final Map<String, Row> offlineTickets = new HashMap<>();
    private final Map<ScanKey, String> answers = new HashMap<>();
    /** Everybody who came in, in their order. */
    private final List<ScanKey> entries = new ArrayList<>();

    List<String> play(List<Step> steps) {
        List<String> verdicts = new ArrayList<>();
        for (Step step : steps) {
            switch (step) {
                case Step.Load load ->
                    offlineTickets.computeIfAbsent(load.qrcode(), unseen -> new Row()).revoked = load.revoked();
                case Step.Upload upload -> verdicts.add(answer(upload.qrcode(), upload.scan()));
                case Step.Reset reset -> throw new IllegalArgumentException("The guide knows no rehearsal");
                case Step.TakeBack undo -> throw new IllegalArgumentException("In the guide, a scan stays");
            }
        }
        return verdicts;
    }

    private String answer(String qrcode, Scan scan) {
        ScanKey key = ScanKey.of(qrcode, scan);
        boolean replayed = scan.idFromDevice() && answers.containsKey(key);
        String verdict = replayed ? answers.get(key) : verdict(qrcode, scan);
        answers.put(key, verdict);
        if ((scan.holder() == Holder.LET_IN && !scan.deviceRevoked()) || (verdict.equals("Synced") && !replayed)) {
            entries.add(key);
        }
        return replayed ? verdict + " replayed" : verdict;
    }

    private String verdict(String qrcode, Scan scan) {
        if (scan.deviceRevoked()) {
            return "DeviceRevoked";
        }
        Row ticket = offlineTickets.get(qrcode);
        if (ticket == null) {
            return "NotFound";
        }
        if (ticket.revoked) {
            return "TicketRevoked";
        }
        Optional<ScanKey> first =
                entries.stream().filter(entry -> entry.qrcode().equals(qrcode)).findFirst();
        boolean sentAway = scan.holder() == Holder.SENT_AWAY;
        if (first.isPresent()) {
            if (!ticket.synced && !sentAway && first.get().equals(ScanKey.of(qrcode, scan))) {
                ticket.synced = true;
                return "Synced";
            }
            return first.get().device().equals(scan.deviceId()) ? "Duplicate" : "Conflict";
        }
        if (sentAway) {
            return "RefusedAtGate";
        }
        ticket.synced = true;
        return "Synced";
    }
}
