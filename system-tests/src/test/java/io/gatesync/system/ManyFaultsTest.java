package io.gatesync.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatesync.localstack.Part;
import io.gatesync.testing.Seed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The profile {@code faults}: while devices upload without end, a random fault is made to a random part of a stack with two of
 * each service, then the next. At the end all guarantees must hold. It prints the longest time without verdicts for each kind of
 * fault; {@code docs/faults.md} keeps a run.
 */
@OnOwnStack(twoOfEach = true)
@Tag("faults")
class ManyFaultsTest {
    private static final Logger LOG = LoggerFactory.getLogger(ManyFaultsTest.class);
    private static final List<Faults> KINDS = Faults.chosen("faults.kinds", Faults.class, List.of(Faults.values()));
    private static final int ROUNDS = Integer.getInteger("faults.rounds", 10);
    private static final Duration UPLOAD_PAUSE = Duration.ofMillis(Integer.getInteger("faults.pause", 1_500));

    @Test
    void whatever_fails_whenever_the_guarantees_hold(RunningStack stack) {
        Random random = Seed.printed().random();
        Map<Faults, List<Duration>> gaps = new EnumMap<>(Faults.class);
        long begin = System.nanoTime();
        Crowd crowd = Crowd.begin(stack, random, UPLOAD_PAUSE);
        try (crowd) {
            for (int round = 1; round <= ROUNDS; round++) {
                Faults.pause(Duration.ofMillis(500 + random.nextInt(2_000)));
                Faults fault = KINDS.get(random.nextInt(KINDS.size()));
                crowd.longestGap();
                Part victim = fault.make(stack, random);
                awaitNextVerdicts(crowd);
                Duration gap = crowd.longestGap();
                gaps.computeIfAbsent(fault, unused -> new ArrayList<>()).add(gap);
                LOG.info(
                        "Fault {} of {}: {} ({}), {} ms without verdicts; {} scans so far",
                        round,
                        ROUNDS,
                        fault,
                        victim,
                        gap.toMillis(),
                        crowd.scanned());
            }
        }
        stack.awaitGuarantees();
        assertThat(crowd.decided()).as("scans with a verdict").isEqualTo(crowd.scanned());
        LOG.info(
                "{} faults in {} s, {} scans, each with its verdict; all guarantees hold",
                ROUNDS,
                Duration.ofNanos(System.nanoTime() - begin).toSeconds(),
                crowd.scanned());
        gaps.forEach((fault, all) -> LOG.info(row(fault, all)));
    }

    private static void awaitNextVerdicts(Crowd crowd) {
        long before = crowd.decided();
        await("verdicts again").atMost(Duration.ofMinutes(3)).until(() -> crowd.decided() > before + 100);
    }

    private static String row(Faults fault, List<Duration> gaps) {
        List<Duration> sorted = gaps.stream().sorted().toList();
        return String.format(
                Locale.ROOT,
                "| %s | %d | %.1f | %.1f |",
                fault.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                sorted.size(),
                sorted.get(sorted.size() / 2).toMillis() / 1_000.0,
                sorted.getLast().toMillis() / 1_000.0);
    }
}
