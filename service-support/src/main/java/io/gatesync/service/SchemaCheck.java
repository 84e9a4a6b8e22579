package io.gatesync.service;

import io.gatesync.messaging.SchemaRegistry;
import io.gatesync.messaging.SchemaRegistryAwayException;
import io.gatesync.messaging.SchemaRegistryException;
import io.gatesync.messaging.Topic;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks at the start of a service whether the schemas that it needs are registered. If one is not, the service does not
 * start. If the registry does not answer, the service starts all the same, because records of schemas that it has seen need
 * no registry, and a gate that is restarted meanwhile must not stay closed. It is unready and asks again until it knows.
 */
public final class SchemaCheck implements Work {
    private static final Logger LOG = LoggerFactory.getLogger(SchemaCheck.class);

    /** Between two questions to a registry that does not answer: the service is ready soon after the registry. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /**
     * How often in a row a registry that was away has to say that a schema is not registered. One that has just started says
     * so of every schema until it has read its own store.
     */
    private static final int REFUSALS_TO_BELIEVE = 30;

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);

    private final SchemaRegistry registry;
    private final Topic[] topics;
    private final int refusalsToBelieve;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile @Nullable String trouble;
    private volatile @Nullable Thread asking;

    private SchemaCheck(SchemaRegistry registry, int refusalsToBelieve, Topic... topics) {
        this.registry = registry;
        this.refusalsToBelieve = refusalsToBelieve;
        this.topics = topics;
    }

    /**
     * The check as a part of a service. It starts with the first parts, so that a service whose schemas are not registered
     * takes nothing in.
     *
     * @param registry is asked
     * @param exit ends the service when the registry answers, later and for half a minute, that a schema is not registered
     * @param topics that the service reads or writes
     */
    public static Worker of(SchemaRegistry registry, ServiceExit exit, Topic... topics) {
        return of(registry, exit, REFUSALS_TO_BELIEVE, topics);
    }

    static Worker of(SchemaRegistry registry, ServiceExit exit, int refusalsToBelieve, Topic... topics) {
        return new Worker(
                "schema check",
                new SchemaCheck(registry, refusalsToBelieve, topics),
                STOP_TIMEOUT,
                Worker.AROUND_WEB_SERVER,
                exit);
    }

    @Override
    public void start(Consumer<Throwable> died) {
        try {
            registry.requireRegistered(topics);
        } catch (SchemaRegistryAwayException e) {
            LOG.warn(
                    "Schema registry unreachable, so it is not known whether the schemas are registered; the service is"
                            + " unready and asks again every {} s: {}",
                    PAUSE.toSeconds(),
                    e.getMessage());
            trouble = "Schema registry unreachable: " + e.getMessage();
            asking = Thread.ofPlatform().daemon().name("schema-check").start(() -> askUntilAnswered(died));
        }
    }

    private void askUntilAnswered(Consumer<Throwable> died) {
        int refusals = 0;
        try {
            while (!stopped.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    registry.requireRegistered(topics);
                    LOG.info("The schema registry answers: the schemas are registered");
                    trouble = null;
                    return;
                } catch (SchemaRegistryAwayException stillAway) {
                    LOG.debug("The schema registry still does not answer", stillAway);
                    refusals = 0;
                } catch (SchemaRegistryException refused) {
                    refusals++;
                    if (refusals >= refusalsToBelieve) {
                        died.accept(new WorkEndedException(String.valueOf(refused.getMessage())));
                        return;
                    }
                    LOG.debug("The schema registry answers, but may not have read its schemas yet", refused);
                    trouble = "Schema registry answers again, but may not have read its schemas yet: "
                            + refused.getMessage();
                }
            }
        } catch (InterruptedException stop) {
            // Nobody waits for the answer any more.
            Thread.currentThread().interrupt();
        } catch (RuntimeException bug) {
            died.accept(bug);
        }
    }

    @Override
    public boolean stop(Duration timeout) {
        stopped.countDown();
        Thread thread = asking;
        if (thread == null) {
            return true;
        }
        thread.interrupt();
        try {
            return thread.join(timeout);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }
}
