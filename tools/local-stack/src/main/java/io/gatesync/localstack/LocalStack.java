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
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;

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
    private StackLock lock;

    public LocalStack(Distribution distribution, StackSettings settings, StackListener listener) {
        this.settings = settings;
        this.listener = listener;
        StackPorts ports = settings.ports();
        var folder = settings.folder();
        kafka = new KafkaServer(
                distribution,
                new KafkaServer.Config(
                        folder, ports.kafka(), ports.kafkaController(), List.of("-Xmx" + settings.kafkaHeap())));
        postgres = new PostgresServer(
                distribution, new PostgresServer.Config(folder, ports.postgres(), PostgresServer.TUNING));
        registry = new RegistryServer(distribution, new RegistryServer.Config(folder, ports.registry()));
        parts.put(Part.KAFKA, kafka);
        parts.put(Part.POSTGRES, postgres);
        parts.put(Part.REGISTRY, registry);
        parts.put(
                Part.PROJECTOR,
                service(
                        distribution,
                        Service.PROJECTOR,
                        ports.projector(),
                        Map.of(
                                "SPRING_DATASOURCE_URL", postgres.jdbcUrl(),
                                "SPRING_DATASOURCE_USERNAME", PostgresServer.USER,
                                "SPRING_DATASOURCE_PASSWORD", PostgresServer.PASSWORD)));
        parts.put(
                Part.PROCESSOR,
                service(
                        distribution,
                        Service.PROCESSOR,
                        ports.processor(),
                        Map.of(
                                "GATESYNC_PROCESSOR_STATE_DIR",
                                folder.resolve(Part.PROCESSOR.toString()).toString())));
        parts.put(
                Part.GATEWAY,
                service(
                        distribution,
                        Service.GATEWAY,
                        ports.gateway(),
                        Map.of("GATESYNC_GATEWAY_PROJECTOR_URL", url(ports.projector()))));
    }

    private GateSyncService service(Distribution distribution, Service service, int port, Map<String, String> own) {
        Map<String, String> environment = new HashMap<>(own);
        environment.put("SERVER_PORT", Integer.toString(port));
        environment.put("SPRING_KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
        environment.put("GATESYNC_REGISTRY_URL", registry.url());
        return new GateSyncService(
                distribution, service, settings.folder(), port, List.of("-Xmx" + settings.serviceHeap()), environment);
    }

    /**
     * Starts everything that does not run, and waits until each part is ready for work. What an earlier stack of the
     * same folder left running, because its parent was killed, is stopped first.
     *
     * @throws ServerFailedException when a part cannot be started; then none is left running
     */
    public synchronized void start() {
        boolean mine = lock != null;
        if (!mine) {
            lock = StackLock.take(settings.folder());
        }
        try {
            if (!mine) {
                OrphanProcesses.stop(settings.folder());
            }
            // Before anything starts: the last port matters as much as the first.
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
                // The others need not be waited for.
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

    /** One part, to be asked, stopped, killed or started. */
    public ServerProcess part(Part part) {
        return parts.get(part);
    }

    /** The one public origin: every call of the API goes here. */
    public String gatewayUrl() {
        return url(settings.ports().gateway());
    }

    /** The schema registry, without a path. */
    public String registryUrl() {
        return registry.url();
    }

    /** What clients of Kafka are given as {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    /** The tables; log in as {@link PostgresServer#USER} with {@link PostgresServer#PASSWORD}. */
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

    private static String url(int port) {
        return "http://" + Ports.LOOPBACK + ":" + port;
    }

    private static Duration since(long begin) {
        return Duration.ofNanos(System.nanoTime() - begin);
    }
}
