package io.gatesync.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatesync.bench.ProcessMeter.Usage;
import io.gatesync.guarantees.Finding;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class ReportTest {

    private static Measurement measurement(int batch, double inTablesSeconds, String... violations) {
        return new Measurement(
                new LoadSpec(1_000, batch, 16, 5),
                1_000,
                0.5,
                40,
                inTablesSeconds,
                new Latency(10, 20, 30, 35, 40.25),
                Map.of("synced", 1_000L),
                0,
                List.of(new Usage("gateway", 0.6, 1.2, 100 << 20)),
                0.99,
                List.of(new Finding("verdicts are right", List.of(violations))));
    }

    private static Report report(Measurement single, Measurement... measurements) {
        return new Report(
                "http://127.0.0.1:8080",
                "bench-1",
                42,
                2,
                new TicketLoader.Loading(950, 1, 2),
                null,
                single,
                List.of(measurements));
    }

    @Test
    void percentiles_are_those_of_the_uploads_in_milliseconds() {
        Histogram micros = new Histogram(3);
        IntStream.rangeClosed(1, 100).forEach(millis -> micros.recordValue(millis * 1_000L));

        assertThat(Latency.of(micros)).hasToString("p50 50.0   p95 95.0   p99 99.0   p99.9 100.0   max 100.0 ms");
    }

    @Test
    void a_run_is_told_up_to_the_tables() {
        assertThat(report(null, measurement(100, 0.625)).lines())
                .contains(
                        "all answered          0.500      2,000",
                        "all in the tables     0.625      1,600   40 scans and 0.125 s behind the last answer",
                        "per upload        p50 10.0   p95 20.0   p99 30.0   p99.9 35.0   max 40.3 ms",
                        "verdicts          synced 1,000",
                        "gateway               0.60    1.20         60 %             600.0          100",
                        "all else on this machine                   39 %",
                        "ok     each scan has one verdict, each ticket was admitted once, and the tables say so");
    }

    @Test
    void single_scans_are_told_beside_full_uploads() {
        assertThat(report(measurement(1, 1, "T-1 failed"), measurement(100, 1)).lines())
                .contains(
                        "per single scan   p50 10.0   p95 20.0   p99 30.0   p99.9 35.0   max 40.3 ms   at a quiet gate: 1,000"
                                + " scans, 0 a second")
                .endsWith("WRONG  verdicts are right", "       T-1 failed");
    }

    @Test
    void what_is_wrong_is_told_last() {
        Report report = report(null, measurement(100, 1, "2 tickets were admitted twice"));

        assertThat(report.holds()).isFalse();
        assertThat(report.lines()).endsWith("WRONG  verdicts are right", "       2 tickets were admitted twice");
    }

    @Test
    void batch_sizes_stand_side_by_side_with_the_median_of_their_rounds() {
        List<String> lines = report(
                        null,
                        measurement(1, 10),
                        measurement(100, 1),
                        measurement(1, 5),
                        measurement(100, 2),
                        measurement(1, 4),
                        measurement(100, 0.5))
                .lines();

        assertThat(lines)
                .contains(
                        "        1        all       2,000        200      4.50       600.0      10.0     30.0     35.0",
                        "      100        all       2,000      1,000      0.50       600.0      10.0     30.0     35.0");
    }
}
