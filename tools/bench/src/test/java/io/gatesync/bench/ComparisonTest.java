package io.gatesync.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatesync.bench.Limits.Limit;
import io.gatesync.bench.ProcessMeter.Usage;
import io.gatesync.guarantees.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonTest {

    private static final LoadSpec LOAD = new LoadSpec(1_000, 100, 16, 5);

    private static Measurement round(double answeredSeconds, String... violations) {
        return new Measurement(
                LOAD,
                1_000,
                answeredSeconds,
                0,
                answeredSeconds + 0.5,
                new Latency(10, 20, 30, 35, 40),
                Map.of(),
                0,
                List.of(
                        new Usage("gateway", 0.03, 0.5, 1),
                        new Usage("kafka", 0.01, 0.2, 1),
                        new Usage("bench itself", 0.004, 0.1, 1)),
                0.9,
                List.of(new Finding("verdicts are right", List.of(violations))));
    }

    private static Comparison comparison(List<Measurement> gateSync, List<Measurement> opponent) {
        Map<String, List<Measurement>> rounds = new LinkedHashMap<>();
        rounds.put(Contender.GATESYNC, gateSync);
        rounds.put("PostgreSQL, equal", opponent);
        return new Comparison(
                1, 2, LOAD, rounds, List.of(new Limit("empty", 10), new Limit("empty", 30), new Limit("empty", 11)));
    }

    @Test
    void the_ratio_is_the_median_of_the_rounds_ratios() {
        // 4, 0.5 and 0.5 times as fast; the ratio of the medians would be 1.
        Comparison comparison =
                comparison(List.of(round(1), round(2), round(4)), List.of(round(4), round(1), round(2)));

        assertThat(comparison.rows()).extracting(Comparison.Row::gateSyncIs).containsExactly(1.0, 0.5);
        assertThat(comparison.rows())
                .extracting(Comparison.Row::answeredPerSecond)
                .containsExactly(500.0, 500.0);
    }

    @Test
    void cpu_time_is_told_per_scan_and_apart_from_that_of_the_bench() {
        Comparison comparison = comparison(List.of(round(1)), List.of(round(1)));

        assertThat(comparison.lines())
                .contains(
                        "GateSync            1,000    1,000    1,000        667      0.50    10.0    30.0       40.0      4.0    1.00 x",
                        "GateSync          gateway 30.0   kafka 10.0   bench itself 4.0   (all else on this machine: "
                                + "%.0f %%)".formatted(elsewhere()),
                        "          11  empty");
    }

    private static double elsewhere() {
        return 100 * (0.9 - 0.8 / Runtime.getRuntime().availableProcessors());
    }

    @Test
    void a_wrong_verdict_of_any_service_is_told_last() {
        Comparison comparison = comparison(List.of(round(1)), List.of(round(1, "T-1 was admitted twice")));

        assertThat(comparison.holds()).isFalse();
        assertThat(comparison.lines())
                .endsWith(
                        "PostgreSQL, equal: WRONG  verdicts are right",
                        "PostgreSQL, equal:        T-1 was admitted twice");
    }

    @Test
    void other_programs_get_the_rows_and_the_rounds() {
        assertThat(Json.of(comparison(List.of(round(1)), List.of(round(2)))))
                .contains("\"gate_sync_is\" : 2.0", "\"answered_seconds\" : 2.0", "\"per_second\" : 30.0");
    }

    @Test
    void it_is_drawn(@TempDir Path folder) throws IOException {
        comparison(List.of(round(1)), List.of(round(2))).drawTo(folder);

        assertThat(Files.readString(folder.resolve("compare-throughput.svg")))
                .contains(">PostgreSQL, equal<", ">500<", ">1,000<");
        assertThat(Files.readString(folder.resolve("compare-cpu.svg"))).contains(">kafka<", ">44.0<");
    }
}
