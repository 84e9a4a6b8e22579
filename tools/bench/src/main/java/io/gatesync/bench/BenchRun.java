package io.gatesync.bench;

import io.gatesync.bench.ProcessMeter.Reading;
import io.gatesync.bench.ProcessMeter.Used;
import io.gatesync.client.Gateway;
import io.gatesync.client.SyncStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Drives plans, and measures from the first upload until the tables have everything. */
final class Trial {

    private final Gateway gateway;
    private final String eventId;
    private final ProcessMeter meter;
    private final Duration bound;

    /** @param bound no upload is begun after it */
    Trial(Gateway gateway, String eventId, ProcessMeter meter, Duration bound) {
        this.gateway = gateway;
        this.eventId = eventId;
        this.meter = meter;
        this.bound = bound;
    }

    Measurement measure(ScanPlan plan) throws InterruptedException {
        Drive drive = new Drive(gateway, eventId, plan);
        Tables tables = new Tables(gateway, eventId);
        Reading before = meter.read();
        drive.run(bound);
        tables.awaitAll(drive);
        Used used = before.untilNow();
        tables.checkUploads(drive.answered());
        return new Measurement(
                plan.load(),
                drive.scansSent(),
                (drive.lastAnswerNanos() - drive.startNanos()) / 1e9,
                (tables.completeNanos() - drive.startNanos()) / 1e9,
                drive.latency(),
                words(drive.verdicts().counts()),
                drive.sentAgain(),
                used.processes(),
                used.machineBusy(),
                violations(drive, tables));
    }

    private static Map<String, Long> words(Map<SyncStatus, Long> counts) {
        Map<String, Long> words = new LinkedHashMap<>();
        counts.forEach((status, count) -> words.put(status.name().toLowerCase(Locale.ROOT), count));
        return words;
    }

    private static List<String> violations(Drive drive, Tables tables) {
        List<String> violations = new ArrayList<>(drive.verdicts().violations());
        if (drive.givenUp() > 0) {
            violations.add("%d uploads never had all their verdicts".formatted(drive.givenUp()));
        }
        violations.addAll(tables.violations());
        return violations;
    }
}
