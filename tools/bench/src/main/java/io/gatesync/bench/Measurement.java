package io.gatesync.bench;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;

/**
 * One drive, measured.
 *
 * @param load what was asked for
 * @param scans how many were sent; fewer than asked for where the time was over before
 * @param answeredSeconds from the first upload sent to the last answer
 * @param inTablesSeconds from the first upload sent to the moment when the tables had everything
 * @param latencyMillis per upload
 * @param verdicts how many scans were told which
 * @param sentAgain requests that had to be sent again
 * @param processes what the stack's processes used until the tables had everything
 * @param machineBusy share of all cores that anything on the machine kept busy meanwhile, 0 to 1
 * @param violations what is wrong; empty when all is as it should be
 */
record Measurement(
        Load load,
        long scans,
        double answeredSeconds,
        double inTablesSeconds,
        Latency latencyMillis,
        Map<String, Long> verdicts,
        long sentAgain,
        List<ProcessMeter.Usage> processes,
        double machineBusy,
        List<String> violations) {

    Measurement {
        processes = List.copyOf(processes);
        violations = List.copyOf(violations);
    }

    @JsonProperty
    double answeredPerSecond() {
        return scans / answeredSeconds;
    }

    @JsonProperty
    double inTablesPerSecond() {
        return scans / inTablesSeconds;
    }

    boolean holds() {
        return violations.isEmpty();
    }
}
