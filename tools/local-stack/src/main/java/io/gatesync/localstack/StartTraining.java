package io.gatesync.localstack;

import io.gatesync.servers.Directories;
import io.gatesync.servers.Distribution;
import io.gatesync.servers.OrphanProcesses;
import io.gatesync.servers.ServerFailedException;
import io.gatesync.servers.StartCaches;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the start caches of a stack, by a second stack with data of its own, which starts, works a little and stops, and is deleted. It works
 * only while nothing else wants the processor, so whoever uses the first stack does not wait for it; and the first stack's processes neither
 * record anything nor take longer to stop.
 */
public final class StartTraining {

    /** In the folder of the stack that the caches are for. */
    static final String FOLDER = "training";

    private static final Logger LOG = LoggerFactory.getLogger(StartTraining.class);

    /** Writing a cache takes a JVM some seconds when it ends; or minutes, where others want the processor. */
    private static final Duration STOP_GRACE = Duration.ofMinutes(5);

    private static final String KAFKA_HEAP = "512m";
    private static final String SERVICE_HEAP = "256m";
    private static final Map<String, String> POSTGRES = Map.of("shared_buffers", "32MB", "max_wal_size", "256MB");

    private final Distribution distribution;
    private final Path stackFolder;
    private @Nullable LocalStack stack;
    private boolean killed;

    /** @param stackFolder of the stack that the caches are for */
    public StartTraining(Distribution distribution, Path stackFolder) {
        this.distribution = distribution;
        this.stackFolder = stackFolder;
    }

    /**
     * Makes the caches.
     *
     * @param work what the second stack does, so that its JVMs learn what is often done
     * @return how many there are now; none if {@link #kill} was called
     * @throws ServerFailedException if the second stack cannot be started
     */
    public int run(Consumer<LocalStack> work) throws IOException {
        Path folder = stackFolder.resolve(FOLDER);
        // Of an earlier one, whose process was killed.
        OrphanProcesses.kill(folder);
        Directories.delete(folder);
        StartCaches recorded = StartCaches.recordedIn(folder.resolve(LocalStack.START_CACHES));
        LocalStack training = new LocalStack(
                distribution,
                settings(folder),
                StackListener.NONE,
                new ServiceJars(stackFolder.resolve(LocalStack.JARS)),
                recorded);
        training.parts().forEach(part -> part.runInBackground(STOP_GRACE));
        try {
            begin(training);
            training.start();
            workABit(training, work);
            training.close();
            return isKilled() ? 0 : recorded.moveTo(stackFolder.resolve(LocalStack.START_CACHES));
        } finally {
            training.killAll();
            training.close();
            Directories.delete(folder);
        }
    }

    private static StackSettings settings(Path folder) {
        return new StackSettings(
                folder,
                StackPorts.free(),
                KAFKA_HEAP,
                SERVICE_HEAP,
                new StackSettings.More(1, Map.of(), false, POSTGRES, Map.of()));
    }

    /** Caches of a start alone are worth having, too. */
    private void workABit(LocalStack training, Consumer<LocalStack> work) {
        try {
            work.accept(training);
        } catch (RuntimeException e) {
            if (isKilled()) {
                throw e;
            }
            LOG.warn(
                    "The start caches were made without practice, so a start takes a little longer; nothing has to be done: {}",
                    e.getMessage());
        }
    }

    private synchronized void begin(LocalStack training) {
        if (killed) {
            throw new ServerFailedException("The training was stopped before it began");
        }
        stack = training;
    }

    private synchronized boolean isKilled() {
        return killed;
    }

    /** Gives up what is under way, at once; nothing is kept of it. */
    public void kill() {
        LocalStack running;
        synchronized (this) {
            killed = true;
            running = stack;
        }
        if (running != null) {
            running.killAll();
        }
    }
}
