package io.gatesync.service;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.SmartLifecycle;

/**
 * Runs the {@link Work} that a service exists for. The service starts and stops with it, is ready while it makes progress,
 * and exits with code 1 when it has died, so that whoever supervises the process starts a new one.
 */
public final class Worker implements SmartLifecycle, HealthIndicator {
    /** A {@link #Worker phase} in which the work starts before the web server, and stops after it. */
    public static final int AROUND_WEB_SERVER = 0;

    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
    private static final int EXIT_CODE = 1;

    private enum State {
        NEW,
        RUNNING,
        STOPPED,
        DEAD
    }

    private final String name;
    private final Work work;
    private final Duration stopTimeout;
    private final int phase;
    private final ServiceExit exit;
    private State state = State.NEW;

    /**
     * Describes a worker that starts after everything else in the service, and stops first.
     *
     * @param name what the log calls the work, such as {@code scan stream}
     * @param stopTimeout how long the work may take to end in order
     * @param exit ends the service when the work has died
     */
    public Worker(String name, Work work, Duration stopTimeout, ServiceExit exit) {
        this(name, work, stopTimeout, DEFAULT_PHASE, exit);
    }

    /**
     * Describes a worker.
     *
     * @param name what the log calls the work, such as {@code outcome reader}
     * @param stopTimeout how long the work may take to end in order
     * @param phase when it starts and stops among the parts of the service: lower ones start earlier and stop later
     * @param exit ends the service when the work has died
     */
    public Worker(String name, Work work, Duration stopTimeout, int phase, ServiceExit exit) {
        this.name = name;
        this.work = work;
        this.stopTimeout = stopTimeout;
        this.phase = phase;
        this.exit = exit;
    }

    @Override
    public void start() {
        to(State.RUNNING);
        try {
            work.start(this::died);
        } catch (RuntimeException e) {
            to(State.NEW);
            throw e;
        }
    }

    private void died(Throwable cause) {
        synchronized (this) {
            if (state != State.RUNNING) {
                LOG.debug("The {} ended with a failure after it was stopped", name, cause);
                return;
            }
            state = State.DEAD;
        }
        if (cause instanceof WorkEndedException told) {
            LOG.error("The {} has ended, and the service exits with code {}: {}", name, EXIT_CODE, told.getMessage());
        } else {
            LOG.error("The {} has died, and the service exits with code {}", name, EXIT_CODE, cause);
        }
        exit.exit(EXIT_CODE);
    }

    @Override
    public void stop() {
        synchronized (this) {
            if (state != State.RUNNING) {
                return;
            }
            state = State.STOPPED;
        }
        if (!work.stop(stopTimeout)) {
            LOG.warn(
                    "The {} did not stop within {} s; the process ends without it, as in a crash, which loses nothing",
                    name,
                    stopTimeout.toSeconds());
        }
    }

    @Override
    public boolean isRunning() {
        return state() == State.RUNNING;
    }

    @Override
    public int getPhase() {
        return phase;
    }

    @Override
    public Health health() {
        return switch (state()) {
            case NEW -> down("not started yet");
            case STOPPED -> down("stopped");
            case DEAD -> down("died; the service exits");
            case RUNNING ->
                work.trouble().map(Worker::down).orElseGet(() -> Health.up().build());
        };
    }

    private static Health down(String reason) {
        return Health.down().withDetail("reason", reason).build();
    }

    private synchronized State state() {
        return state;
    }

    private synchronized void to(State next) {
        state = next;
    }
}
