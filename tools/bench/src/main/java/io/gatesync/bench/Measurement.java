package io.gatesync.bench;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.gatesync.guarantees.Finding;
import java.util.List;
import java.util.Map;

/**
 * The result of uploading one plan.
 *
 * @param load what was asked for
 * @param scans how many were sent; fewer than asked for if the time was over before
 * @param answeredSeconds from the first upload sent to the last answer
 * @param inTablesSeconds from the first upload sent to the moment at which the tables had everything
 * @param latencyMillis per upload
 * @param verdicts number of scans per verdict
 * @param sentAgain requests that had to be sent again
 * @param processes what the stack's processes used until the tables had everything
 * @param machineBusy share of all cores that was busy meanwhile, with whatever the machine did, 0 to 1
 * @param findings whether the guarantees hold, and the tables agree
 */
record Measurement(
        LoadSpec load,
        long scans,
        double answeredSeconds,
        double inTablesSeconds,
        Latency latencyMillis,
        Map<String, Long> verdicts,
        long sentAgain,
        List<ProcessMeter.Usage> processes,
        double machineBusy,
        List<Finding> findings) {

    Measurement {
        processes = List.copyOf(processes);
        findings = List.copyOf(findings);
    }

    @JsonProperty
    double answeredPerSecond() {
        return scans / answeredSeconds;
    }

    @JsonProperty
    double inTablesPerSecond() {
        return scans / inTablesSeconds;
    }
}
