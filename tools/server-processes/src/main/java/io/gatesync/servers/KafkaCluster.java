package io.gatesync.servers;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/**
 * Kafka with one broker, or with three of which any one may be killed. They are {@code kafka}, {@code kafka-2} and {@code kafka-3}, each its
 * own controller, and each keeps its data and its log in the cluster's folder under its own name.
 */
public final class KafkaCluster implements AutoCloseable {
    /** How many brokers there are if there is more than one, and how many replicas Kafka's own topics have then. */
    public static final int BROKERS = 3;

    /** What differs from one broker alone ({@link KafkaServer#TUNING}). */
    static final Map<String, String> TUNING = Map.ofEntries(
            // Committed offsets and the state of transactions outlive a broker, as the records do.
            Map.entry("offsets.topic.replication.factor", "3"),
            Map.entry("transaction.state.log.replication.factor", "3"),
            Map.entry("transaction.state.log.min.isr", "2"),
            // A broker that is killed is noticed in 3 s instead of 9: until then, its partitions have no leader.
            Map.entry("broker.session.timeout.ms", "3000"),
            Map.entry("broker.heartbeat.interval.ms", "500"));

    private static final Duration JOIN_GRACE = Duration.ofMinutes(2);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final int ANSWER_TIMEOUT_MILLIS = 5_000;

    private static final Executor STARTER = task -> Thread.ofPlatform().daemon().start(task);

    private final List<KafkaServer> brokers;

    /**
     * Describes a cluster; nothing runs yet.
     *
     * @param configs of its brokers: 1 or {@link #BROKERS}
     */
    public KafkaCluster(Distribution distribution, List<KafkaServer.Config> configs) {
        brokers = switch (configs.size()) {
            case 1 -> List.of(new KafkaServer(distribution, configs.getFirst()));
            case BROKERS -> together(distribution, configs);
            default ->
                throw new IllegalArgumentException(
                        "Kafka has 1 broker or %d, not %d".formatted(BROKERS, configs.size()));
        };
    }

    /**
     * Describes a cluster on free ports; nothing runs yet.
     *
     * @param folder may be shared with other servers
     * @param brokers 1 or {@link #BROKERS}
     * @param jvmOptions of each broker, such as {@code -Xmx256m}
     */
    public static KafkaCluster onFreePorts(
            Distribution distribution, Path folder, int brokers, List<String> jvmOptions) {
        return new KafkaCluster(
                distribution,
                Stream.generate(() -> new KafkaServer.Config(folder, Ports.free(), Ports.free(), jvmOptions))
                        .limit(brokers)
                        .toList());
    }

    private static List<KafkaServer> together(Distribution distribution, List<KafkaServer.Config> configs) {
        String voters = IntStream.rangeClosed(1, BROKERS)
                .mapToObj(id -> KafkaServer.voter(id, configs.get(id - 1).controllerPort()))
                .collect(Collectors.joining(","));
        return IntStream.rangeClosed(1, BROKERS)
                .mapToObj(id -> new KafkaServer(
                        distribution, configs.get(id - 1), name(id), new KafkaServer.Node(id, voters, TUNING)))
                .toList();
    }

    /**
     * Starts the brokers that do not run, and waits until all know one another.
     *
     * @throws ServerFailedException if one ends, or does not answer in time
     */
    public void start() {
        if (brokers.size() == 1) {
            broker(1).start();
            return;
        }
        // At the same time, because none answers before two of the controllers have found each other.
        List<CompletableFuture<Void>> starts = brokers.stream()
                .map(broker -> CompletableFuture.runAsync(broker::start, STARTER))
                .toList();
        try {
            starts.forEach(CompletableFuture::join);
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
        awaitAllJoined();
    }

    private void awaitAllJoined() {
        Map<String, Object> client = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers(),
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                ANSWER_TIMEOUT_MILLIS,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                ANSWER_TIMEOUT_MILLIS);
        long deadline = System.nanoTime() + JOIN_GRACE.toNanos();
        try (Admin admin = Admin.create(client)) {
            while (!haveAllJoined(admin)) {
                if (System.nanoTime() > deadline) {
                    throw new ServerFailedException("The %d Kafka brokers did not find one another within %d s"
                            .formatted(BROKERS, JOIN_GRACE.toSeconds()));
                }
                Thread.sleep(POLL);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerFailedException("The start of the Kafka brokers was interrupted", e);
        }
    }

    private static boolean haveAllJoined(Admin admin) throws InterruptedException {
        try {
            return admin.describeCluster()
                            .nodes()
                            .get(ANSWER_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)
                            .size()
                    == BROKERS;
        } catch (ExecutionException | TimeoutException notYet) {
            return false;
        }
    }

    /** What clients are given as {@code bootstrap.servers}: all brokers. */
    public String bootstrapServers() {
        return brokers.stream().map(KafkaServer::bootstrapServers).collect(Collectors.joining(","));
    }

    private static String name(int id) {
        return id == 1 ? KafkaServer.NAME : KafkaServer.NAME + "-" + id;
    }

    /** All brokers, each to be killed and started again. */
    public List<KafkaServer> brokers() {
        return brokers;
    }

    /**
     * One broker, to be killed and started again.
     *
     * @param id counted from 1, as Kafka calls it
     */
    public KafkaServer broker(int id) {
        return brokers.get(id - 1);
    }

    /** Stops a broker that is alone. Three are killed at the same time: stopped one after the other, the last could not hand anything over. */
    public void stop() {
        if (brokers.size() == 1) {
            broker(1).stop();
        } else {
            kill();
        }
    }

    /** Kills all brokers at the same time. */
    public void kill() {
        brokers.parallelStream().forEach(KafkaServer::kill);
    }

    @Override
    public void close() {
        stop();
    }
}
