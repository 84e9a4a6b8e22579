package io.gatesync.localstack;

import io.gatesync.servers.Distribution;
import io.gatesync.servers.KafkaServer;
import io.gatesync.servers.OrphanProcesses;
import io.gatesync.servers.Ports;
import io.gatesync.servers.PostgresServer;
import io.gatesync.servers.RegistryServer;
import io.gatesync.servers.ServerFailedException;
import io.gatesync.servers.ServerProcess;
import io.gatesync.setup.Provision;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * All of GateSync on this machine: Kafka, PostgreSQL, the schema registry and the three services, each a process of its
 * own. Any part can be killed, stopped and started by itself; the others go on.
 */
public final class LocalStack implements AutoCloseable {

    private final StackSettings settings;
    private final StackListener listener;
    private final KafkaServer kafka;
    private final PostgresServer postgres;
    private final RegistryServer registry;
    private final Map<Part, ServerProcess> parts = new EnumMap<>(Part.class);
    private @Nullable StackLock lock;

    public LocalStack(Distribution distribution, StackSettings settings, StackListener listener) {
        this.settings = settings;
        this.listener = listener;
        StackPorts ports = settings.ports();
        var folder = settings.folder();
        kafka = new KafkaServer(
                distribution,
                new KafkaServer.Config(
                        folder,
                        ports.number(StackPort.KAFKA),
                        ports.number(StackPort.KAFKA_CONTROLLER),
                        List.of("-Xmx" + settings.kafkaHeap())));
        postgres = new PostgresServer(
                distribution,
                new PostgresServer.Config(folder, ports.number(StackPort.POSTGRES), PostgresServer.TUNING));
        registry =
                new RegistryServer(distribution, new RegistryServer.Config(folder, ports.number(StackPort.REGISTRY)));
        parts.put(Part.KAFKA, kafka);
        parts.put(Part.POSTGRES, postgres);
        parts.put(Part.REGISTRY, registry);
        parts.put(
                Part.PROJECTOR,
                service(
                        distribution,
                        Service.PROJECTOR,
                        StackPort.PROJECTOR,
                        Map.of(
                                "SPRING_DATASOURCE_URL", postgres.jdbcUrl(),
                                "SPRING_DATASOURCE_USERNAME", PostgresServer.USER,
                                "SPRING_DATASOURCE_PASSWORD", PostgresServer.PASSWORD)));
        parts.put(
                Part.PROCESSOR,
                service(
                        distribution,
                        Service.PROCESSOR,
                        StackPort.PROCESSOR,
                        Map.of(
                                "GATESYNC_PROCESSOR_STATE_DIR",
                                folder.resolve(Part.PROCESSOR.toString()).toString())));
        parts.put(
                Part.GATEWAY,
                service(
                        distribution,
                        Service.GATEWAY,
                        StackPort.GATEWAY,
                        Map.of("GATESYNC_GATEWAY_PROJECTOR_URL", url(StackPort.PROJECTOR))));
    }

    private GateSyncService service(
            Distribution distribution, Service service, StackPort port, Map<String, String> own) {
        int number = settings.ports().number(port);
        Map<String, String> environment = new HashMap<>(own);
        environment.put("SERVER_PORT", Integer.toString(number));
        environment.put("SPRING_KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
        environment.put("GATESYNC_REGISTRY_URL", registry.url());
        return new GateSyncService(
                distribution,
                service,
                settings.folder(),
                number,
                List.of("-Xmx" + settings.serviceHeap()),
                environment);
    }

    /**
     * Starts every part that does not run, and waits until each is ready for work. If the owner of an earlier stack on
     * the same folder was killed, what it left running is stopped first.
     *
     * @throws ServerFailedException if a part cannot be started; then all are stopped
     */
    public synchronized void start() {
        boolean first = lock == null;
        if (first) {
            lock = StackLock.take(settings.folder());
        }
        try {
            if (first) {
                OrphanProcesses.stop(settings.folder());
            }
            // All ports before the first start: an operator should not wait for a refusal.
            parts.values().stream().filter(part -> !part.isRunning()).forEach(ServerProcess::refuseTakenPorts);
            startAll(Part.KAFKA, Part.POSTGRES, Part.REGISTRY);
            provision();
            startAll(Part.PROJECTOR, Part.PROCESSOR, Part.GATEWAY);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private void provision() {
        long begin = System.nanoTime();
        try {
            Provision.onOneMachine(kafka.bootstrapServers(), registry.url()).run();
        } catch (RuntimeException e) {
            throw new ServerFailedException("Topics and schemas could not be set up: " + e.getMessage(), e);
        }
        listener.provisioned(since(begin));
    }

    private void startAll(Part... wanted) {
        try (var threads =
                Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
            var starts = new ExecutorCompletionService<Void>(threads);
            for (Part part : wanted) {
                starts.submit(() -> start(part), null);
            }
            try {
                for (int i = 0; i < wanted.length; i++) {
                    starts.take().get();
                }
            } catch (ExecutionException e) {
                // Nobody needs the others now.
                List.of(wanted).forEach(part -> part(part).kill());
                throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
            } catch (InterruptedException e) {
                List.of(wanted).forEach(part -> part(part).kill());
                Thread.currentThread().interrupt();
                throw new ServerFailedException("The start was interrupted", e);
            }
        }
    }

    /** Starts one part again, and waits until it is ready. */
    public void start(Part part) {
        if (part(part).isRunning()) {
            return;
        }
        listener.starting(part);
        long begin = System.nanoTime();
        part(part).start();
        listener.started(part, since(begin));
    }

    /** Ends one part at once, as a crash would ({@code SIGKILL}). */
    public void kill(Part part) {
        part(part).kill();
    }

    /** The process of a part. */
    public ServerProcess part(Part part) {
        return Objects.requireNonNull(parts.get(part));
    }

    /** The processes of all parts. */
    public Collection<ServerProcess> parts() {
        return parts.values();
    }

    /** The API's base URL: every call goes to the gateway. */
    public String gatewayUrl() {
        return url(StackPort.GATEWAY);
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
        part(part).stop();
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
