package io.gatesync.testing;

import java.util.Random;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The seed of a random run. It is logged; {@code -Dseed=...} repeats the run. */
public record Seed(long value) {

    private static final Logger LOG = LoggerFactory.getLogger(Seed.class);

    /** A new one, or the one that is given. */
    public static Seed logged() {
        Seed seed = new Seed(Long.getLong("seed", System.nanoTime()));
        LOG.info("To repeat this run: -Dseed={}", seed.value);
        return seed;
    }

    /** Random numbers from the beginning. */
    public Random random() {
        return new Random(value);
    }
}
