package io.gatesync.testing;

import io.gatesync.servers.KafkaServer;
import io.gatesync.servers.PostgresServer;
import io.gatesync.servers.RegistryServer;
import java.util.Set;

/** The running servers that a test class asked for by {@link RealServers}. */
public final class Servers {

    private static final ThreadLocal<Servers> CURRENT = new ThreadLocal<>();

    private final Backend backend;
    private final Set<Server> running;
    private final boolean fresh;
    private Database database;

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
                    "No test class with @RealServers is running, or it stands below the annotation that asks for them");
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
        if (database == null) {
            database = newDatabase();
        }
        return database;
    }

    /** The JDBC URL of {@link #database()}; it needs that one's user and password. */
    public String jdbcUrl() {
        return database().url();
    }

    /** One more empty database. */
    public Database newDatabase() {
        require(Server.POSTGRES);
        return backend.newDatabase();
    }

    /** Kafka as a process, to be killed and started again; only of {@code fresh} servers. */
    public KafkaServer kafka() {
        return own(Server.KAFKA).kafka();
    }

    /** The registry as a process, to be killed and started again; only of {@code fresh} servers. */
    public RegistryServer registry() {
        return own(Server.REGISTRY).registry();
    }

    /** PostgreSQL as a process, to be killed and started again; only of {@code fresh} servers. */
    public PostgresServer postgres() {
        return own(Server.POSTGRES).postgres();
    }

    private LocalProcesses own(Server server) {
        require(server);
        if (fresh && backend instanceof LocalProcesses own) {
            return own;
        }
        throw new IllegalStateException(
                "Other test classes use these servers, too: ask for @RealServers(fresh = true) to stop them");
    }

    private void require(Server server) {
        if (!running.contains(server)) {
            throw new IllegalStateException("Name Server." + server + " in the test class's @RealServers");
        }
    }
}
