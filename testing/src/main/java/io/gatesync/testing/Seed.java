package io.gatesync.testing;

import java.util.Random;

/** The seed of a random run. It is printed; {@code -Dseed=...} repeats the run. */
public record Seed(long value) {

    /** A new one, or the one that is given. Printed, and not logged: each module's tests have levels of their own. */
    public static Seed printed() {
        Seed seed = new Seed(Long.getLong("seed", System.nanoTime()));
        System.out.printf("To repeat this run: -Dseed=%d%n", seed.value);
        return seed;
    }

    /** Random numbers from the beginning. */
    public Random random() {
        return new Random(value);
    }
}
