package io.gatesync.projector.projection;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** What the projection is doing, for readiness: up while it reads, and writes what it reads. */
public final class ProjectionState implements HealthIndicator {
    private volatile Health health = down("starting");
    private volatile boolean waiting;

    @Override
    public Health health() {
        return health;
    }

    boolean isWaiting() {
        return waiting;
    }

    /** It reads, with all the partitions that the group gave it. */
    void reading() {
        waiting = false;
        health = Health.up().build();
    }

    /** It waits for something that is away. */
    void waitingFor(String reason) {
        waiting = true;
        health = down("waiting: " + reason);
    }

    /** It does nothing any more. */
    void ended() {
        waiting = false;
        health = down("ended");
    }

    private static Health down(String projection) {
        return Health.down().withDetail("projection", projection).build();
    }
}
