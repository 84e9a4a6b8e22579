package io.gatesync.processor.decision;

import io.gatesync.processor.decision.FirstScanWinsPropertiesTest.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The sync guide's algorithm as it stands there: a table of tickets, looked up and updated a scan at a time. Beside it
 * only what the design adds: revoked tickets, and a table of the answers that scans with an id were given. The naive
 * model that {@link FirstScanWins} is compared with.
 */
final class SyncGuide {
    private static final class Row {
        private boolean revoked;
        private int logCount;
        private String deviceId;
    }

    private record ScanKey(String qrcode, String device, UUID id) {}

    private final Map<String, Row> offlineTickets = new HashMap<>();
    private final Map<ScanKey, String> answers = new HashMap<>();

    List<String> play(List<Step> steps) {
        List<String> verdicts = new ArrayList<>();
        for (Step step : steps) {
            switch (step) {
                case Step.Load load ->
                    offlineTickets.computeIfAbsent(load.qrcode(), unseen -> new Row()).revoked = load.revoked();
                case Step.Upload upload -> verdicts.add(answer(upload.qrcode(), upload.scan()));
            }
        }
        return verdicts;
    }

    private String answer(String qrcode, Scan scan) {
        if (!scan.idFromDevice()) {
            return verdict(qrcode, scan);
        }
        ScanKey key = new ScanKey(qrcode, scan.deviceId(), scan.id());
        if (answers.containsKey(key)) {
            return answers.get(key) + " replayed";
        }
        String verdict = verdict(qrcode, scan);
        answers.put(key, verdict);
        return verdict;
    }

    private String verdict(String qrcode, Scan scan) {
        Row ticket = offlineTickets.get(qrcode);
        if (ticket == null) {
            return "NotFound";
        }
        if (ticket.revoked) {
            return "TicketRevoked";
        }
        if (ticket.logCount > 0) {
            return ticket.deviceId.equals(scan.deviceId()) ? "Duplicate" : "Conflict";
        }
        ticket.logCount = 1;
        ticket.deviceId = scan.deviceId();
        return "Synced";
    }
}
