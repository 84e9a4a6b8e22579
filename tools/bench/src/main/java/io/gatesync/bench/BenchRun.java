package io.gatesync.bench;

import io.gatesync.bench.ProcessMeter.Reading;
import io.gatesync.bench.ProcessMeter.Used;
import io.gatesync.client.SyncStatus;
import io.gatesync.guarantees.Finding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Uploads plans, and measures each from the first upload until the tables have everything. */
final class BenchRun {

    private final Callers callers;
    private final String eventId;
    private final ProcessMeter meter;
    private final Duration limit;

    /** @param limit time after which no upload of a plan is started */
    BenchRun(Callers callers, String eventId, ProcessMeter meter, Duration limit) {
        this.callers = callers;
        this.eventId = eventId;
        this.meter = meter;
        this.limit = limit;
    }

    Measurement measure(ScanPlan plan) throws NotReadyException, InterruptedException {
        callers.logIn(plan);
        LoadGenerator load = new LoadGenerator(callers, plan);
        TablesCatchUp tables = new TablesCatchUp(callers.organiser(), eventId);
        Reading before = meter.read();
        load.run(limit);
        long behind = tables.behind(load);
        tables.awaitAll(load);
        Used used = before.untilNow();
        tables.checkUploads(load.answered());

        List<Finding> findings = new ArrayList<>(load.verdicts().findings());
        findings.add(tables.finding());
        return new Measurement(
                plan.load(),
                load.verdicts().scansSent(),
                (load.lastAnswerNanos() - load.startNanos()) / 1e9,
                behind,
                (tables.completeNanos() - load.startNanos()) / 1e9,
                load.latency(),
                words(load.verdicts().counts()),
                load.sentAgain(),
                used.processes(),
                used.machineBusy(),
                findings);
    }

    private static Map<String, Long> words(Map<SyncStatus, Long> counts) {
        Map<String, Long> words = new LinkedHashMap<>();
        counts.forEach((status, count) -> words.put(status.toString(), count));
        return words;
    }
}
