package io.gatesync.system;

import java.util.Random;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What makes a random run. It is printed; {@code -Dfaults.seed=...} makes the same one again. */
record Seed(long value) {

    private static final Logger LOG = LoggerFactory.getLogger(Seed.class);

    static Seed print() {
        Seed seed = new Seed(Long.getLong("faults.seed", System.nanoTime()));
        LOG.info("to repeat this run: -Dfaults.seed={}", seed.value);
        return seed;
    }

    Random random() {
        return new Random(value);
    }
}
