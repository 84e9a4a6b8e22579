package io.gatesync.localstack;

import io.gatesync.servers.Distribution;
import io.gatesync.servers.KafkaCluster;
import io.gatesync.servers.KafkaServer;
import io.gatesync.servers.OrphanProcesses;
import io.gatesync.servers.Ports;
import io.gatesync.servers.PostgresServer;
import io.gatesync.servers.RegistryServer;
import io.gatesync.servers.RunningServers;
import io.gatesync.servers.ServerFailedException;
import io.gatesync.servers.ServerProcess;
import io.gatesync.servers.ServerProcess.Port;
import io.gatesync.servers.StartCaches;
import io.gatesync.setup.Provision;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All of GateSync on this machine: Kafka, PostgreSQL, the schema registry and the three services, each a process of its
 * own. Any part can be killed, stopped and started by itself; the others go on.
 */
public final class LocalStack implements AutoCloseable {

    /** The folders of the services' programs, and of the start caches, in the stack's folder. */
    static final String JARS = "jars";

    static final String START_CACHES = "start-caches";

    /** What a URL need not say. */
    private static final int HTTPS = 443;

    /** How long a processor may be silent before its tickets go to another, and its transaction is ended. RATIONALE.md says why. */
    private static final String TAKEN_OVER_AFTER = "3s";

    /** Each commits by itself, 40 times a second, so on two cores, where it has Kafka beside it, a second one costs more than it brings. */
    private static final int STREAM_THREADS = Runtime.getRuntime().availableProcessors() > 2 ? 2 : 1;

    private final Distribution distribution;
    private final StackSettings settings;
    private final StackListener listener;
    private final KafkaCluster kafka;
    private final PostgresServer postgres;
    private final RegistryServer registry;
    private final StackAccess access;
    private final Map<Part, ServerProcess> parts = new EnumMap<>(Part.class);
    private final Map<Service, GateSyncService> services = new EnumMap<>(Service.class);
    private final ServiceJars jars;
    private final StartCaches startCaches;
    private volatile boolean schemasRegistered;
    private @Nullable StackLock lock;

    public LocalStack(Distribution distribution, StackSettings settings, StackListener listener) {
        this(
                distribution,
                settings,
                listener,
                new ServiceJars(settings.folder().resolve(JARS)),
                StartCaches.in(settings.folder().resolve(START_CACHES)));
    }

    /**
     * @param jars of the services, which may be another stack's, too
     * @param startCaches from which its JVMs start, or which they make
     */
    LocalStack(
            Distribution distribution,
            StackSettings settings,
            StackListener listener,
            ServiceJars jars,
            StartCaches startCaches) {
        this.jars = jars;
        this.startCaches = startCaches;
        this.distribution = distribution;
        this.settings = settings;
        this.listener = listener;
        StackPorts ports = settings.ports();
        var folder = settings.folder();
        kafka = new KafkaCluster(distribution, brokersAt(ports));
        Map<String, String> postgresSettings = new HashMap<>(PostgresServer.TUNING);
        postgresSettings.putAll(settings.more().postgres());
        postgres = new PostgresServer(
                distribution, new PostgresServer.Config(folder, ports.number(StackPort.POSTGRES), postgresSettings));
        registry = new RegistryServer(
                distribution, new RegistryServer.Config(folder, ports.number(StackPort.REGISTRY), startCaches));
        access = new StackAccess(folder);
        parts.put(Part.KAFKA, kafka.broker(1));
        parts.put(Part.POSTGRES, postgres);
        parts.put(Part.REGISTRY, registry);
        services.put(Service.PROJECTOR, service(distribution, Service.PROJECTOR, ports.number(StackPort.PROJECTOR)));
        services.put(Service.PROCESSOR, service(distribution, Service.PROCESSOR, ports.number(StackPort.PROCESSOR)));
        services.put(Service.GATEWAY, gateway(distribution, ports));
        services.forEach((service, process) -> parts.put(service.part(), process));
    }

    /** Further brokers have ports that nobody else has to know. */
    private List<KafkaServer.Config> brokersAt(StackPorts ports) {
        List<KafkaServer.Config> brokers = new ArrayList<>();
        brokers.add(broker(ports.number(StackPort.KAFKA), ports.number(StackPort.KAFKA_CONTROLLER)));
        while (brokers.size() < settings.more().brokers()) {
            brokers.add(broker(Ports.free(), Ports.free()));
        }
        return brokers;
    }

    private KafkaServer.Config broker(int port, int controllerPort) {
        return new KafkaServer.Config(
                settings.folder(),
                port,
                controllerPort,
                List.of("-Xmx" + settings.kafkaHeap()),
                settings.more().kafka(),
                Optional.of(startCaches));
    }

    private GateSyncService gateway(Distribution distribution, StackPorts ports) {
        int plain = ports.number(StackPort.GATEWAY);
        GatewayCertificate certificate = settings.certificate();
        if (certificate == null) {
            return service(distribution, Service.GATEWAY, plain);
        }
        int https = ports.number(StackPort.GATEWAY_HTTPS);
        return service(
                distribution,
                Service.GATEWAY,
                Part.GATEWAY.toString(),
                List.of(new Port(Part.GATEWAY.toString(), plain), new Port(StackPort.GATEWAY_HTTPS.toString(), https)),
                certificate.environment(https, plain));
    }

    private GateSyncService service(Distribution distribution, Service service, int port) {
        return service(distribution, service, service.part().toString(), port);
    }

    /**
     * A further instance of one of the services, which shares its work as if it ran on a machine of its own. It is not a part of
     * the stack: whoever asked for it starts and stops it.
     *
     * @param name tells it from others; also that of its log
     * @param port where it answers
     */
    public ServerProcess another(Part part, String name, int port) {
        Service service = Stream.of(Service.values())
                .filter(candidate -> candidate.part() == part)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is only one " + part));
        return service(distribution, service, name, port);
    }

    private GateSyncService service(Distribution distribution, Service service, String name, int port) {
        return service(
                distribution,
                service,
                name,
                List.of(new Port(name, port)),
                Map.of("SERVER_PORT", Integer.toString(port)));
    }

    private GateSyncService service(
            Distribution distribution, Service service, String name, List<Port> ports, Map<String, String> listening) {
        Map<String, String> environment = new HashMap<>(defaults(service));
        environment.putAll(environment(service, name));
        environment.putAll(listening);
        environment.put("SPRING_KAFKA_BOOTSTRAP_SERVERS", bootstrapServers());
        environment.put("GATESYNC_REGISTRY_URL", registry.url());
        environment.putAll(settings.more().services().getOrDefault(service.part(), Map.of()));
        return new GateSyncService(
                distribution,
                service,
                name,
                settings.folder(),
                jars,
                startCaches,
                ports,
                List.of("-Xmx" + settings.serviceHeap()),
                environment);
    }

    /** What fits a stack on one machine, except what the environment says, which the services inherit. */
    private static Map<String, String> defaults(Service service) {
        Map<String, String> defaults = new HashMap<>();
        if (service == Service.PROCESSOR) {
            // Kafka's own least would be 6 s; KafkaServer lowers it.
            defaults.put("GATESYNC_PROCESSOR_SESSION_TIMEOUT", TAKEN_OVER_AFTER);
            // Longer, and readers would wait for it when the tickets have been taken over.
            defaults.put("GATESYNC_PROCESSOR_TRANSACTION_TIMEOUT", TAKEN_OVER_AFTER);
            defaults.put("GATESYNC_PROCESSOR_THREADS", Integer.toString(STREAM_THREADS));
        }
        defaults.keySet().removeAll(System.getenv().keySet());
        return defaults;
    }

    private Map<String, String> environment(Service service, String name) {
        return switch (service) {
            case PROJECTOR ->
                Map.of(
                        "SPRING_CONFIG_IMPORT",
                        access.configImport(),
                        "SPRING_DATASOURCE_URL",
                        postgres.jdbcUrl(),
                        "SPRING_DATASOURCE_USERNAME",
                        PostgresServer.USER,
                        "SPRING_DATASOURCE_PASSWORD",
                        PostgresServer.PASSWORD);
            case PROCESSOR ->
                Map.of(
                        "GATESYNC_PROCESSOR_STATE_DIR",
                        settings.folder().resolve(name).toString());
            // Only where the secrets are: whoever lists processes sees what is in their environment.
            case GATEWAY ->
                Map.of(
                        "SPRING_CONFIG_IMPORT",
                        access.configImport(),
                        "GATESYNC_GATEWAY_PROJECTOR_URL",
                        url(StackPort.PROJECTOR));
        };
    }

    /**
     * Starts every part that does not run, and waits until each is ready for work. If the owner of an earlier stack on
     * the same folder was killed, what it left running is stopped first.
     *
     * @throws ServerFailedException if a part cannot be started; then all are stopped
     */
    public void start() {
        Map<Part, RuntimeException> failed = new ConcurrentHashMap<>();
        startAvailable(part -> {}, failed::put);
        failed.values().stream().findFirst().ifPresent(failure -> {
            close();
            throw failure;
        });
    }

    /**
     * The same, but goes on without a part that cannot be started, so that reading never keeps the gate from deciding: only
     * without Kafka nothing works. The gateway and the processor do not wait for PostgreSQL and the projector.
     *
     * @param running is told of each part that was started, as soon as it is ready
     * @param failed is told of each part that could not be started, and why
     * @throws ServerFailedException if Kafka cannot be started or set up; then all are stopped
     */
    public synchronized void startAvailable(Consumer<Part> running, BiConsumer<Part, RuntimeException> failed) {
        take();
        try {
            // All ports before the first start: an operator should not wait for a refusal.
            parts.values().stream().filter(part -> !part.isRunning()).forEach(ServerProcess::refuseTakenPorts);
            startAllThatCan(running, failed);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private void take() {
        if (lock != null) {
            return;
        }
        lock = StackLock.take(settings.folder());
        try {
            OrphanProcesses.stop(settings.folder());
            jars.deleteHalves();
            settings.ports().note(settings.folder());
            access.made();
        } catch (IOException e) {
            giveUpLock();
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            giveUpLock();
            throw e;
        }
    }

    /**
     * Starts only these parts, one after the other, and nothing else.
     *
     * @throws ServerFailedException if one cannot be started
     */
    public synchronized void startOnly(Part... wanted) {
        take();
        List.of(wanted).forEach(this::start);
    }

    private void startAllThatCan(Consumer<Part> running, BiConsumer<Part, RuntimeException> failed) {
        try (var threads =
                Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
            Function<Part, Runnable> attempt = part -> () -> attempt(part, running, failed);
            var kafkaStart = CompletableFuture.runAsync(() -> start(Part.KAFKA), threads);
            var registryStart = CompletableFuture.runAsync(attempt.apply(Part.REGISTRY), threads);
            var postgresStart = CompletableFuture.runAsync(attempt.apply(Part.POSTGRES), threads);
            var servicesMayStart = new CompletableFuture<Void>();
            var serviceStarts = CompletableFuture.allOf(
                    servicesMayStart.thenRunAsync(attempt.apply(Part.PROCESSOR), threads),
                    servicesMayStart.thenRunAsync(attempt.apply(Part.GATEWAY), threads),
                    CompletableFuture.allOf(servicesMayStart, postgresStart)
                            .thenRunAsync(attempt.apply(Part.PROJECTOR), threads));
            try {
                Optional<SetUpMark> mark = setUpMark();
                join(kafkaStart);
                running.accept(Part.KAFKA);
                if (mark.isPresent() && mark.get().isThere()) {
                    servicesMayStart.complete(null);
                }
                registryStart.join();
                provision();
                servicesMayStart.complete(null);
                if (schemasRegistered) {
                    mark.ifPresent(SetUpMark::put);
                }
            } catch (RuntimeException e) {
                // Before the threads are waited for: this ends the starts that are under way.
                close();
                throw e;
            }
            serviceStarts.join();
        }
    }

    /** Where this build's services find what they need in Kafka, they need not wait until that is looked through again. */
    private Optional<SetUpMark> setUpMark() {
        try {
            List<String> programs = new ArrayList<>();
            for (GateSyncService service : services.values()) {
                programs.add(service.program().getFileName().toString());
            }
            return Optional.of(new SetUpMark(settings.folder(), String.join(" ", programs)));
        } catch (IOException | ServerFailedException e) {
            // The start of the service itself says so, and nothing else waits for it.
            return Optional.empty();
        }
    }

    private void attempt(Part part, Consumer<Part> running, BiConsumer<Part, RuntimeException> failed) {
        try {
            start(part);
            running.accept(part);
        } catch (RuntimeException e) {
            if (part(part).wasStopped() || RunningServers.areBeingStopped()) {
                // With all others, by Ctrl-C or because Kafka has failed: that is told instead.
                return;
            }
            listener.failed(part, e);
            failed.accept(part, e);
        }
    }

    private static void join(CompletableFuture<Void> start) {
        try {
            start.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** Topics need only Kafka; schemas wait for the registry, for which services that are started now wait as well. */
    private void provision() {
        long begin = System.nanoTime();
        Provision open = Provision.onOneMachine(bootstrapServers(), registry.url())
                .withReplicas(settings.more().brokers());
        Provision provision = settings.more().acls() ? open.withAcls() : open;
        try {
            if (registry.isRunning()) {
                provision.run();
                schemasRegistered = true;
            } else {
                provision.provisionTopics();
            }
        } catch (RuntimeException e) {
            throw new ServerFailedException("Topics and schemas could not be set up: " + e.getMessage(), e);
        }
        if (schemasRegistered) {
            listener.provisioned(since(begin));
        }
    }

    /** Starts one part, and waits until it is ready. */
    public void start(Part part) {
        if (part(part).isRunning()) {
            return;
        }
        listener.starting(part);
        long begin = System.nanoTime();
        if (part == Part.KAFKA) {
            kafka.start();
        } else {
            part(part).start();
        }
        listener.started(part, since(begin));
    }

    /** Starts a part again that has ended or could not be started, and makes up for what had to wait for it. */
    public void startAgain(Part part) {
        part(part).start();
        if (part == Part.REGISTRY && !schemasRegistered) {
            provision();
        }
    }

    /** Ends one part at once, as a crash would ({@code SIGKILL}). */
    public void kill(Part part) {
        part(part).kill();
    }

    /** Ends all parts at once: what they keep is of no use any more. */
    void killAll() {
        parts.keySet().stream().sorted(Comparator.reverseOrder()).forEach(this::kill);
    }

    /** The parts that have started without a start cache, because there is none of this build on this JDK. */
    public Set<String> missingStartCaches() {
        return startCaches.missing();
    }

    /** The brokers of Kafka: one, or three, each to be killed and started again. */
    public List<KafkaServer> brokers() {
        return kafka.brokers();
    }

    /** The process of a part; of three brokers the first. */
    public ServerProcess part(Part part) {
        return Objects.requireNonNull(parts.get(part));
    }

    /** The processes of all parts. */
    public Collection<ServerProcess> parts() {
        return parts.values();
    }

    /** The secrets of the stack, made at its first start. */
    public StackAccess access() {
        return access;
    }

    /** The API's base URL on this machine: every call goes to the gateway. */
    public String gatewayUrl() {
        return url(StackPort.GATEWAY);
    }

    /** The API's base URL on other machines; empty where the stack has no certificate. */
    public Optional<String> httpsUrl() {
        int port = settings.ports().number(StackPort.GATEWAY_HTTPS);
        return Optional.ofNullable(settings.certificate())
                .map(certificate -> "https://" + certificate.host() + (port == HTTPS ? "" : ":" + port));
    }

    /** The schema registry, without a path. */
    public String registryUrl() {
        return registry.url();
    }

    /** What clients of Kafka are given as {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    /** The JDBC URL of the tables; log in as {@link PostgresServer#USER} with {@link PostgresServer#PASSWORD}. */
    public String jdbcUrl() {
        return postgres.jdbcUrl();
    }

    /** Stops all parts in order: first the gateway, last Kafka. */
    @Override
    public void close() {
        try {
            parts.keySet().stream().sorted(Comparator.reverseOrder()).forEach(this::stop);
        } finally {
            giveUpLock();
        }
    }

    private void stop(Part part) {
        if (part(part).isRunning()) {
            listener.stopping(part);
        }
        if (part == Part.KAFKA) {
            kafka.stop();
        } else {
            part(part).stop();
        }
    }

    private void giveUpLock() {
        if (lock != null) {
            lock.close();
            lock = null;
        }
    }

    private String url(StackPort port) {
        return "http://" + Ports.LOOPBACK + ":" + settings.ports().number(port);
    }

    private static Duration since(long begin) {
        return Duration.ofNanos(System.nanoTime() - begin);
    }
}
