package io.gatesync.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.Uuid;

/** A Kafka broker that is its own controller (KRaft): alone, or one of a {@link KafkaCluster}. */
public final class KafkaServer extends ServerProcess {

    /** The broker's settings besides addresses and folders: for one machine. docker-compose.yml and tests have the same. */
    public static final Map<String, String> TUNING = Map.ofEntries(
            // A topic that was not declared is a mistake, and must not appear by itself.
            Map.entry("auto.create.topics.enable", "false"),
            // With one broker, Kafka's own topics have one replica; few partitions make a start short.
            Map.entry("offsets.topic.replication.factor", "1"),
            Map.entry("offsets.topic.num.partitions", "4"),
            Map.entry("transaction.state.log.replication.factor", "1"),
            Map.entry("transaction.state.log.min.isr", "1"),
            Map.entry("transaction.state.log.num.partitions", "4"),
            // The smallest that Kafka takes. These two topics are read whole when a broker starts, and only full
            // segments are
            // compacted: with Kafka's 100 MB, some hours of commits. Until Kafka's groups are read, no scan is decided;
            // and if
            // the broker was killed and reads them for longer than it takes to register, it may lose them from its
            // memory.
            // RATIONALE.md says why.
            Map.entry("offsets.topic.segment.bytes", "1048576"),
            Map.entry("transaction.state.log.segment.bytes", "1048576"),
            // With one broker, a record that Kafka has acknowledged is on no other disk, and by default the system
            // writes it up
            // to half a minute later. So a power cut loses what was acknowledged in about the last 0.3 s: these 100 ms,
            // 50 ms
            // until that is looked for, and the writing. To lose nothing, run three brokers that do not lose their
            // power
            // together: a write before each acknowledgement (log.flush.interval.messages=1) made a commit of the
            // processor
            // take 20 times as long.
            Map.entry("log.flush.interval.ms", "100"),
            Map.entry("log.flush.scheduler.interval.ms", "50"),
            // A processor that did not run between two festivals finds where it was. After Kafka's default of 7 days it
            // would
            // decide anew whatever the scans' topic still holds. A year, in minutes.
            Map.entry("offsets.retention.minutes", "525600"),
            // The first consumer of a group need not wait for others.
            Map.entry("group.initial.rebalance.delay.ms", "0"),
            // Lets a processor ask to be declared dead within seconds, and ends its open transaction soon after: until
            // then, consumers of committed records wait.
            Map.entry("group.min.session.timeout.ms", "1000"),
            Map.entry("transaction.abort.timed.out.transaction.cleanup.interval.ms", "250"));

    static final String NAME = "kafka";
    private static final int START_ORDER = 0;

    private static final int ANSWER_TIMEOUT_MILLIS = 5_000;

    /**
     * The same for each: if this JVM is killed while Kafka's storage is formatted, the next start formats it again at the same
     * time perhaps, and to the same result; and a broker of a cluster that lost its data joins the others again.
     */
    private static final Uuid CLUSTER_ID = new Uuid(0x6761_7465_7379_6E63L, 1);

    private final Distribution distribution;
    private final Config config;
    private final Node node;

    /**
     * The broker's place in its cluster.
     *
     * @param id within the cluster
     * @param voters all controllers, as Kafka's {@code controller.quorum.voters}
     * @param settings that come before {@link #TUNING}
     */
    record Node(int id, String voters, Map<String, String> settings) {}

    /**
     * Where and how one Kafka runs.
     *
     * @param folder may be shared with other servers; the log segments go to {@code kafka} below it
     * @param port for clients
     * @param controllerPort for the broker itself
     * @param jvmOptions options of its JVM, such as {@code -Xmx1g}
     * @param settings of the broker, by name; they come before all others
     * @param startCaches from which it starts faster
     */
    public record Config(
            Path folder,
            int port,
            int controllerPort,
            List<String> jvmOptions,
            Map<String, String> settings,
            Optional<StartCaches> startCaches) {

        private static final List<String> DEFAULT_JVM_OPTIONS = List.of("-Xmx1g");

        public Config {
            jvmOptions = List.copyOf(jvmOptions);
            settings = Map.copyOf(settings);
        }

        public Config(Path folder, int port, int controllerPort, List<String> jvmOptions) {
            this(folder, port, controllerPort, jvmOptions, Map.of(), Optional.empty());
        }

        public Config(Path folder, int port, int controllerPort) {
            this(folder, port, controllerPort, DEFAULT_JVM_OPTIONS);
        }
    }

    /** A broker that is the whole cluster. */
    public KafkaServer(Distribution distribution, Config config) {
        this(distribution, config, NAME, new Node(1, voter(1, config.controllerPort()), Map.of()));
    }

    KafkaServer(Distribution distribution, Config config, String name, Node node) {
        super(
                name,
                START_ORDER,
                config.folder(),
                List.of(new Port(name, config.port()), new Port(name + "-controller", config.controllerPort())),
                START_GRACE,
                Duration.ofSeconds(30));
        this.distribution = distribution;
        this.config = config;
        this.node = node;
    }

    /** One controller as part of {@code controller.quorum.voters}. */
    static String voter(int id, int controllerPort) {
        return "%d@%s:%d".formatted(id, Ports.LOOPBACK, controllerPort);
    }

    /** What clients are given as {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return Ports.LOOPBACK + ":" + config.port();
    }

    @Override
    protected List<String> command() throws IOException {
        Files.createDirectories(dataFolder());
        write(properties(), serverProperties());
        try (var logging = Objects.requireNonNull(KafkaServer.class.getResourceAsStream("kafka-log4j2.xml"))) {
            Files.copy(logging, loggingFile(), StandardCopyOption.REPLACE_EXISTING);
        }
        if (!Files.exists(segments().resolve("meta.properties"))) {
            format();
        }
        List<String> command = java(List.of("kafka.Kafka", serverProperties().toString()));
        return config.startCaches()
                .map(caches -> caches.applied(NAME, distribution.kafkaLibraries(), command))
                .orElse(command);
    }

    private void format() {
        List<String> arguments = List.of(
                "kafka.tools.StorageTool",
                "format",
                "--ignore-formatted",
                "--cluster-id",
                CLUSTER_ID.toString(),
                "--config",
                serverProperties().toString());
        Command.Result result = new Command(java(arguments)).run();
        if (result.exitCode() != 0) {
            throw new ServerFailedException("Kafka's storage could not be formatted: " + result.output());
        }
    }

    private List<String> java(List<String> mainAndArguments) {
        List<String> options = new ArrayList<>(config.jvmOptions());
        options.add("-Dlog4j2.configurationFile=" + loggingFile().toUri());
        // Otherwise Log4j ends at once when Kafka is told to stop, and what Kafka logs after that is lost.
        options.add("-Dlog4j2.shutdownHookEnabled=false");
        options.add("-cp");
        options.add(distribution.kafkaLibraries().resolve("*").toString());
        return ChildJvm.command(folder(), options, mainAndArguments);
    }

    @Override
    protected boolean answers() {
        // First, because Kafka's client logs a warning for each try of a port that nobody listens on.
        if (!Ports.answers(config.port())) {
            return false;
        }
        Map<String, Object> client = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers(),
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                ANSWER_TIMEOUT_MILLIS,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                ANSWER_TIMEOUT_MILLIS);
        try (Admin admin = Admin.create(client)) {
            return !admin.describeCluster()
                    .nodes()
                    .get(ANSWER_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)
                    .isEmpty();
        } catch (ExecutionException | TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Map<String, String> properties() {
        Map<String, String> properties = new TreeMap<>(TUNING);
        properties.putAll(node.settings());
        properties.put("process.roles", "broker,controller");
        properties.put("node.id", Integer.toString(node.id()));
        properties.put("controller.quorum.voters", node.voters());
        properties.put("controller.listener.names", "CONTROLLER");
        properties.put("inter.broker.listener.name", "PLAINTEXT");
        properties.put(
                "listeners",
                "PLAINTEXT://%s,CONTROLLER://%s:%d"
                        .formatted(bootstrapServers(), Ports.LOOPBACK, config.controllerPort()));
        properties.put("advertised.listeners", "PLAINTEXT://" + bootstrapServers());
        properties.put("log.dirs", segments().toString());
        properties.putAll(config.settings());
        return properties;
    }

    private Path segments() {
        return dataFolder().resolve("segments");
    }

    private Path serverProperties() {
        return dataFolder().resolve("server.properties");
    }

    private Path loggingFile() {
        return dataFolder().resolve("log4j2.xml");
    }

    private static void write(Map<String, String> entries, Path file) {
        Properties properties = new Properties();
        properties.putAll(entries);
        try (var writer = Files.newBufferedWriter(file)) {
            properties.store(writer, "Rewritten at every start");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
