package io.gatesync.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ScoreboardTest {

    private static final Tally TALLY = Tally.sum(
            List.of(new Tally(1_300, 1_200, 20, 10, 4, 1, 500, 2, 0), new Tally(50, 34, 11, 1, 0, 0, 40, 1, 0)));

    private static Scoreboard scoreboard(String trouble) {
        return new Scoreboard(
                Duration.ofSeconds(45),
                Duration.ofSeconds(90),
                TALLY,
                12,
                3,
                List.of(new Scoreboard.Gate(1, 1_000, 4.25), new Scoreboard.Gate(2, 234, 2.0)),
                trouble);
    }

    @Test
    void a_terminal_shows_a_block() {
        assertThat(scoreboard("").block())
                .containsExactly(
                        "  [####################....................]  0:45 of 1:30",
                        "  admitted 1,234   duplicates 31   conflicts 11   failed 4   pending 1",
                        "  uploads 540   answers lost 3   devices offline 3 of 12   backlog 70 scans",
                        "  gate 1     1,000 admitted     4.3/s  ####################",
                        "  gate 2       234 admitted     2.0/s  #########",
                        "");
    }

    @Test
    void a_log_gets_a_line() {
        assertThat(scoreboard("").line())
                .isEqualTo("0:45 of 1:30  admitted 1,234 (6.3/s)  duplicates 31  conflicts 11  failed 4  pending 1"
                        + "  uploads 540  offline 3 of 12  backlog 70");
    }

    @Test
    void trouble_is_told_without_moving_the_block() {
        Scoreboard troubled = scoreboard("No answer from the gateway");

        assertThat(troubled.block())
                .hasSameSizeAs(scoreboard("").block())
                .last()
                .isEqualTo("  sending again: No answer from the gateway");
        assertThat(scoreboard("No answer ".repeat(20)).block())
                .last()
                .asString()
                .hasSizeLessThanOrEqualTo(80);
        assertThat(troubled.line()).endsWith("  sending again: No answer from the gateway");
    }

    @Test
    void the_rate_of_a_gate_is_that_of_the_last_ten_seconds() {
        GateRates rates = new GateRates();
        assertThat(rates.update(Duration.ZERO, admitted(0))).containsExactly(new Scoreboard.Gate(1, 0, 0));
        assertThat(rates.update(Duration.ofSeconds(5), admitted(10))).containsExactly(new Scoreboard.Gate(1, 10, 2));
        // The first moment is out of the window: 20 admitted since second 5.
        assertThat(rates.update(Duration.ofSeconds(15), admitted(30))).containsExactly(new Scoreboard.Gate(1, 30, 2));
        assertThat(rates.update(Duration.ofSeconds(25), admitted(30))).containsExactly(new Scoreboard.Gate(1, 30, 0));
    }

    private static SortedMap<Integer, Long> admitted(long count) {
        return new TreeMap<>(Map.of(1, count));
    }
}
