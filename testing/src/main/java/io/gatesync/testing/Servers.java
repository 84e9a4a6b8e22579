package io.gatesync.testing;

import io.gatesync.servers.KafkaCluster;
import io.gatesync.servers.KafkaServer;
import io.gatesync.servers.PostgresServer;
import io.gatesync.servers.RegistryServer;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The running servers that a test class asked for by {@link RealServers}. */
public final class Servers {

    private static final ThreadLocal<Servers> CURRENT = new ThreadLocal<>();

    private final Backend backend;
    private final Set<Server> running;
    private final boolean fresh;
    private @Nullable Database database;

    Servers(Backend backend, Set<Server> running, boolean fresh) {
        this.backend = backend;
        this.running = Set.copyOf(running);
        this.fresh = fresh;
    }

    /**
     * The servers of the test class that is running on this thread, for where JUnit passes no parameters, such as
     * Spring's {@code @DynamicPropertySource}. Put {@link RealServers} above {@code @SpringBootTest}.
     */
    public static Servers current() {
        Servers current = CURRENT.get();
        if (current == null) {
            throw new IllegalStateException(
                    "No test class with @RealServers is running on this thread. Is @RealServers above @SpringBootTest?");
        }
        return current;
    }

    static void makeCurrent(Servers servers) {
        CURRENT.set(servers);
    }

    static void makeNoneCurrent() {
        CURRENT.remove();
    }

    /** Kafka's {@code bootstrap.servers}. */
    public String bootstrapServers() {
        require(Server.KAFKA);
        return backend.bootstrapServers();
    }

    /** The registry's base URL, without a path. */
    public String registryUrl() {
        require(Server.REGISTRY);
        return backend.registryUrl();
    }

    /** The test class's own database, empty at its first use. */
    public synchronized Database database() {
        Database own = database;
        if (own == null) {
            own = newDatabase();
            database = own;
        }
        return own;
    }

    /** The JDBC URL of {@link #database()}; log in with its user and password. */
    public String jdbcUrl() {
        return database().url();
    }

    /** Another empty database. */
    public Database newDatabase() {
        require(Server.POSTGRES);
        return backend.newDatabase();
    }

    /** Kafka's first broker, to be killed and started again; only with {@code fresh = true}. */
    public KafkaServer kafka() {
        return kafkaCluster().broker(1);
    }

    /** All brokers, each to be killed and started again; only with {@code fresh = true}. */
    public KafkaCluster kafkaCluster() {
        return own(Server.KAFKA).kafka();
    }

    /** The registry's process, to be killed and started again; only with {@code fresh = true}. */
    public RegistryServer registry() {
        return own(Server.REGISTRY).registry();
    }

    /** PostgreSQL's process, to be killed and started again; only with {@code fresh = true}. */
    public PostgresServer postgres() {
        return own(Server.POSTGRES).postgres();
    }

    private LocalProcesses own(Server server) {
        require(server);
        if (fresh && backend instanceof LocalProcesses own) {
            return own;
        }
        throw new IllegalStateException(
                "Other test classes use these servers, too. Ask for @RealServers(fresh = true) to stop servers.");
    }

    private void require(Server server) {
        if (!running.contains(server)) {
            throw new IllegalStateException("The test class did not ask for Server." + server + " in its @RealServers");
        }
    }
}
