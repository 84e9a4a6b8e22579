package io.gatesync.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A deterministic simulation: devices upload over gateways that crash between any two records, take scans back that they or others
 * have made, and send old ones again; some devices are cut off; processors and projectors crash, freeze and wake up again between any
 * two steps, and the tables are emptied and built anew. The decision, the store format and the fold are the real ones; Kafka is
 * {@link SimulatedKafka}, PostgreSQL is {@link SimulatedTables}. The guarantees are checked after every step, and a seed repeats a run
 * exactly.
 */
class SimulationTest {
    private static final Logger LOG = LoggerFactory.getLogger(SimulationTest.class);
    private static final int RUNS = Integer.getInteger("simulation.runs", 2_000);

    @Test
    void whatever_crashes_between_any_two_steps_the_guarantees_hold() {
        long takenBack = 0;
        long first = Long.getLong("simulation.seed", System.nanoTime());
        LOG.info("To repeat these runs, add to the command: -Dsimulation.runs={} -Dsimulation.seed={}", RUNS, first);
        for (long seed = first; seed < first + RUNS; seed++) {
            try {
                Festival festival = new Festival(new Random(seed), SimulatedTables::new);
                festival.play();
                takenBack += festival.takenBack();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("To repeat: -Dsimulation.runs=1 -Dsimulation.seed=" + seed, e);
            }
        }
        LOG.info("{} scans were taken back", takenBack);
        if (RUNS >= 100) {
            assertThat(takenBack).isGreaterThan(RUNS / 10);
        }
    }
}
