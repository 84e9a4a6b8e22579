package io.gatesync.projector.projection;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Runs the projection as long as the service runs: starts after everything else, and is the first to stop. */
public final class Projection implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Projection.class);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);

    private final ProjectionLoop loop;
    private final Runnable onDeath;
    private final Thread thread = Thread.ofPlatform().name("projection").unstarted(this::run);

    /** @param onDeath called when the projection has ended without having been asked to */
    public Projection(ProjectionLoop loop, Runnable onDeath) {
        this.loop = loop;
        this.onDeath = onDeath;
    }

    @Override
    public void start() {
        thread.start();
    }

    @Override
    public void stop() {
        loop.stop();
        try {
            if (!thread.join(STOP_TIMEOUT)) {
                LOG.warn("stops in the middle of a batch; its transaction is undone or done, and nothing is lost");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return thread.isAlive();
    }

    private void run() {
        try {
            loop.run();
        } catch (TopicLostRecordsException e) {
            LOG.error("{}", e.getMessage());
            onDeath.run();
        } catch (Throwable e) { // Errors, too: whatever ended it, the service must not look alive.
            LOG.error("the projection has died", e);
            onDeath.run();
        }
    }
}
