package io.gatesync.system;

import java.util.Random;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The seed of a random run. It is logged; {@code -Dfaults.seed=...} repeats the run. */
record Seed(long value) {

    private static final Logger LOG = LoggerFactory.getLogger(Seed.class);

    static Seed logged() {
        Seed seed = new Seed(Long.getLong("faults.seed", System.nanoTime()));
        LOG.info("To repeat this run: -Dfaults.seed={}", seed.value);
        return seed;
    }

    Random random() {
        return new Random(value);
    }
}
