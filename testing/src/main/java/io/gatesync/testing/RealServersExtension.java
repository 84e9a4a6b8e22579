package io.gatesync.testing;

import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/** Starts the servers that {@link RealServers} asks for, and stops them after the last test. */
final class RealServersExtension implements BeforeAllCallback, AfterAllCallback, ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(RealServersExtension.class);

    /** Awaitility's own 10 s are too few for a first answer of real servers on a machine that does much else. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** Not virtual threads: before Java 24, waiting for a process in a synchronized method blocks their carrier. */
    private static final Executor STARTER = task -> Thread.ofPlatform().daemon().start(task);

    /** The servers of one JVM or, if fresh, of one test class. Each starts when a class first asks for it. */
    private record Started(Backend backend, Map<Server, CompletableFuture<Void>> servers) implements AutoCloseable {

        Started(Backend backend) {
            this(backend, new EnumMap<>(Server.class));
        }

        void start(Set<Server> wanted) {
            List<CompletableFuture<Void>> starts;
            synchronized (servers) {
                starts = wanted.stream()
                        .map(server -> servers.computeIfAbsent(
                                server, key -> CompletableFuture.runAsync(() -> backend.start(key), STARTER)))
                        .toList();
            }
            try {
                starts.forEach(CompletableFuture::join);
            } catch (CompletionException e) {
                throw e.getCause() instanceof RuntimeException cause ? cause : e;
            }
        }

        @Override
        public void close() {
            backend.close();
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        Awaitility.setDefaultTimeout(PATIENCE);
        if (servers(context).isEmpty()) {
            RealServers wanted = AnnotationSupport.findAnnotation(context.getRequiredTestClass(), RealServers.class)
                    .orElseThrow();
            Set<Server> which = EnumSet.copyOf(List.of(wanted.value()));
            Started started = wanted.fresh() ? fresh(context, wanted.brokers()) : shared(context, wanted.brokers());
            started.start(which);
            context.getStore(NAMESPACE).put(Servers.class, new Servers(started.backend(), which, wanted.fresh()));
        }
        Servers.makeCurrent(servers(context).orElseThrow());
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (context.getParent().flatMap(RealServersExtension::servers).isEmpty()) {
            Servers.makeNoneCurrent();
        }
    }

    private static Started fresh(ExtensionContext context, int brokers) {
        Started started = new Started(new LocalProcesses(brokers));
        context.getStore(NAMESPACE).put(Started.class, started);
        return started;
    }

    private static Started shared(ExtensionContext context, int brokers) {
        if (brokers != 1) {
            throw new IllegalStateException(
                    "The shared Kafka has 1 broker. Ask for @RealServers(fresh = true) to get " + brokers);
        }
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(Started.class, key -> new Started(chosenBackend()), Started.class);
    }

    private static Backend chosenBackend() {
        String choice = System.getenv("GATESYNC_TEST_SERVERS");
        return switch (choice == null ? "" : choice) {
            case "local" -> new LocalProcesses(1);
            case "docker" -> new Containers();
            case "" -> Docker.answers() ? new Containers() : new LocalProcesses(1);
            default ->
                throw new IllegalStateException(
                        "GATESYNC_TEST_SERVERS is \"" + choice + "\": set it to docker or local, or not at all");
        };
    }

    private static Optional<Servers> servers(ExtensionContext context) {
        return Optional.ofNullable(context.getStore(NAMESPACE).get(Servers.class, Servers.class));
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Servers.class;
    }

    @Override
    public Servers resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return servers(context).orElseThrow();
    }
}
