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
 * @param behindScans how many admissions the tables lacked at the last answer
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
        long behindScans,
        double inTablesSeconds,
        Latency latencyMillis,
        Map<String, Long> verdicts,
        long sentAgain,
        List<ProcessMeter.Usage> processes,
        double machineBusy,
        List<Finding> findings) {

    private static final double MICROS_PER_SECOND = 1e6;

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

    /** How long after the last answer the tables had everything. */
    @JsonProperty
    double behindSeconds() {
        return inTablesSeconds - answeredSeconds;
    }

    /** CPU time of all processes but the bench, per scan. */
    @JsonProperty
    double cpuMicrosPerScan() {
        return processes.stream()
                        .filter(process -> !process.name().equals(ProcessMeter.THIS))
                        .mapToDouble(ProcessMeter.Usage::cpuSeconds)
                        .sum()
                / scans
                * MICROS_PER_SECOND;
    }

    /** CPU time of the bench itself, per scan. */
    @JsonProperty
    double benchCpuMicrosPerScan() {
        return processes.stream()
                        .filter(process -> process.name().equals(ProcessMeter.THIS))
                        .mapToDouble(ProcessMeter.Usage::cpuSeconds)
                        .sum()
                / scans
                * MICROS_PER_SECOND;
    }
}
