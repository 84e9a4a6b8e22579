package io.gatesync.system;

import io.gatesync.localstack.Part;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The profile {@code faults}: in each round a random part is killed at a random moment of the uploads. */
@OnRunningStack(own = true)
@Tag("faults")
class ManyFaultsTest {

    private static final Logger LOG = LoggerFactory.getLogger(ManyFaultsTest.class);
    private static final int ROUNDS = Integer.getInteger("faults.rounds", 10);

    /** Without the registry: only a service that starts needs it. */
    private static final List<Part> VICTIMS =
            List.of(Part.GATEWAY, Part.PROCESSOR, Part.PROJECTOR, Part.KAFKA, Part.POSTGRES);

    @Test
    void whatever_is_killed_whenever_the_guarantees_hold(RunningStack stack) {
        Random random = Seed.logged().random();
        for (int round = 1; round <= ROUNDS; round++) {
            Part victim = VICTIMS.get(random.nextInt(VICTIMS.size()));
            double moment = random.nextDouble();
            LOG.info(
                    "Round {} of {}: killing {} after {} of the scans have their verdict",
                    round,
                    ROUNDS,
                    victim,
                    moment);
            try (Rush rush = Rush.begin(stack, random)) {
                rush.awaitDecided(moment);
                stack.parts().kill(victim);
                stack.parts().start(victim);
                rush.awaitEnd();
            }
            stack.awaitGuarantees();
        }
    }
}
