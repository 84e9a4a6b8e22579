package io.gatesync.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatesync.client.Gateway;
import io.gatesync.client.LoggedIn;
import io.gatesync.guarantees.devices.DeviceGuarantees;
import io.gatesync.guarantees.topics.Told;
import io.gatesync.guarantees.topics.TopicGuarantees;
import io.gatesync.guarantees.topics.TopicObserver;
import io.gatesync.guarantees.topics.TopicReader;
import io.gatesync.localstack.LocalStack;
import io.gatesync.localstack.Part;
import io.gatesync.localstack.StackAccess;
import io.gatesync.localstack.StackFolder;
import io.gatesync.localstack.StackListener;
import io.gatesync.localstack.StackPorts;
import io.gatesync.localstack.StackSettings;
import io.gatesync.servers.Directories;
import io.gatesync.servers.Distribution;
import io.gatesync.servers.Ports;
import io.gatesync.servers.PostgresServer;
import io.gatesync.servers.ServerProcess;
import io.gatesync.testing.RawHttp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All of GateSync, running: Kafka, PostgreSQL, the registry and the three services, each a process of its own, the
 * services with {@code -Xmx512m}. Its data and logs lie in {@code target/stacks/NAME}; the logs stay after the run.
 */
final class RunningStack implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RunningStack.class);
    private static final Duration CATCH_UP = Duration.ofMinutes(5);
    private static final String HEAP_OF_ONE_BROKER_OF_THREE = "384m";

    private final LocalStack parts;
    private final StackFolder folder;
    private final List<RawHttp> gateways;
    private final AtomicInteger requests = new AtomicInteger();
    private final Logins logins;
    private final Map<Part, ServerProcess> seconds;
    private final DataSource database;
    private final TopicGuarantees guarantees;
    private final TopicReader topics;
    private final Map<Long, Integer> acknowledged = new ConcurrentHashMap<>();
    /** Each is shown to the guarantees once, on the thread that asks them. */
    private final Queue<Runnable> acknowledgements = new ConcurrentLinkedQueue<>();

    private final Queue<Told> told = new ConcurrentLinkedQueue<>();
    private final Queue<Event> events = new ConcurrentLinkedQueue<>();

    private RunningStack(
            LocalStack parts, StackFolder folder, Map<Part, ServerProcess> seconds, List<RawHttp> gateways) {
        this.parts = parts;
        this.folder = folder;
        this.seconds = seconds;
        this.gateways = gateways;
        this.logins = new Logins(this::gateway, parts.access());
        var source = new PGSimpleDataSource();
        source.setUrl(parts.jdbcUrl());
        source.setUser(PostgresServer.USER);
        source.setPassword(PostgresServer.PASSWORD);
        this.database = source;
        this.guarantees = TopicGuarantees.ofTheWholeSystem(database);
        this.topics = new TopicReader(guarantees, parts.bootstrapServers(), parts.registryUrl());
    }

    /**
     * Starts everything on empty data. Stops and deletes what an earlier run of the same name has left.
     *
     * @param twoOfEach whether there are two of each service
     * @param brokers of Kafka: 1 or 3
     */
    static RunningStack start(String name, boolean twoOfEach, int brokers) {
        Path folder = newFolder(name);
        StackSettings settings = new StackSettings(
                folder,
                StackPorts.free(),
                brokers == 1 ? StackSettings.DEFAULT_KAFKA_HEAP : HEAP_OF_ONE_BROKER_OF_THREE,
                StackSettings.DEFAULT_SERVICE_HEAP,
                new StackSettings.More(brokers, Map.of(), false, Map.of(), Map.of()));
        return start(new LocalStack(Distribution.ofSystemProperty(), settings, StackListener.NONE), folder, twoOfEach);
    }

    /** The folder of a stack, emptied of what an earlier run of the same name has left. */
    static Path newFolder(String name) {
        Path folder = Distribution.ofSystemProperty()
                .root()
                .resolve("system-tests/target/stacks")
                .resolve(name);
        new StackFolder(folder).stop();
        delete(folder);
        return folder;
    }

    /** Starts what does not run yet of a stack in its new folder. */
    static RunningStack start(LocalStack parts, Path folder, boolean twoOfEach) {
        long begin = System.nanoTime();
        parts.start();
        Map<Part, ServerProcess> seconds = new EnumMap<>(Part.class);
        List<RawHttp> gateways = new ArrayList<>(List.of(new RawHttp(parts.gatewayUrl())));
        if (twoOfEach) {
            int gatewayPort = Ports.free();
            seconds.put(Part.PROJECTOR, parts.another(Part.PROJECTOR, "projector-2", Ports.free()));
            seconds.put(Part.PROCESSOR, parts.another(Part.PROCESSOR, "processor-2", Ports.free()));
            seconds.put(Part.GATEWAY, parts.another(Part.GATEWAY, "gateway-2", gatewayPort));
            AtOnce.each(seconds.values(), ServerProcess::start);
            gateways.add(new RawHttp("http://" + Ports.LOOPBACK + ":" + gatewayPort));
        }
        LOG.info("Stack \"{}\" is ready after {} ms", folder.getFileName(), millisSince(begin));
        return new RunningStack(parts, new StackFolder(folder), seconds, gateways);
    }

    /** The second instance of a service. */
    ServerProcess second(Part service) {
        return Objects.requireNonNull(seconds.get(service), "This stack has one " + service);
    }

    /** Each part, to be stopped, killed or started. */
    LocalStack parts() {
        return parts;
    }

    /** Who has logged in. */
    Logins logins() {
        return logins;
    }

    /** A gateway, called as the organiser. */
    RawHttp asOrganiser() {
        return gateway().withToken(logins.organiser());
    }

    /** The organiser, as the tools log him in. */
    LoggedIn organiser() {
        String passcode = folder.access().passcode(StackAccess.ORGANISER).read();
        return LoggedIn.account(new Gateway(URI.create(gateway().origin())), StackAccess.ORGANISER, passcode);
    }

    /** A gateway; where there are two, those that run take turns, as behind a load balancer. Nobody has logged in. */
    RawHttp gateway() {
        int turn = Math.floorMod(requests.getAndIncrement(), gateways.size());
        boolean other = gateways.size() > 1 && !gatewayProcess(turn).isRunning();
        return gateways.get(other ? 1 - turn : turn);
    }

    private ServerProcess gatewayProcess(int number) {
        return number == 0 ? parts.part(Part.GATEWAY) : second(Part.GATEWAY);
    }

    /** Where a part has written its log. */
    Path log(Part part) {
        return folder.log(part);
    }

    /** An event that no other test knows, with these tickets. */
    Event newEvent(Tickets tickets) {
        Event event = newEventToLoad(tickets);
        event.load();
        return event;
    }

    /** An open event that no other test knows, whose tickets the test loads itself. */
    Event newEventToLoad(Tickets tickets) {
        Event event = Event.withTickets(tickets, this);
        events.add(event);
        event.open();
        return event;
    }

    /** The same event in a new round of admissions: what its devices are told from now on is watched apart. */
    Event nextRound(Event event) {
        Event next = new Event(event.id(), this, event.tickets(), DeviceGuarantees.of(event.tickets()::contain));
        events.add(next);
        return next;
    }

    /** Notes that a device was answered 200 or 202: what was acknowledged must never be lost. */
    void acknowledged(long syncSessionId, int scans) {
        assertThat(acknowledged.put(syncSessionId, scans))
                .as("a sync session id given twice")
                .isNull();
    }

    /** Notes the same of a single scan that was made online. */
    void acknowledgedOnline(String eventId, UUID scanId) {
        acknowledgements.add(() -> guarantees.onScanAcknowledged(eventId, scanId));
    }

    /** Notes the same of each ticket of a list. */
    void acknowledgedTickets(String eventId, List<String> qrcodes) {
        acknowledgements.add(() -> qrcodes.forEach(qrcode -> guarantees.onTicketAcknowledged(eventId, qrcode)));
    }

    /** Notes what a device was told. */
    void told(Told answer) {
        told.add(answer);
    }

    /**
     * Waits until all guarantees hold of everything that ever happened here. Each look reads on in the topics, and reads
     * the tables anew.
     */
    void awaitGuarantees() {
        long begin = System.nanoTime();
        await("the guarantees")
                .atMost(CATCH_UP)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> {
                    acknowledged.forEach(guarantees::onAcknowledged);
                    for (Runnable next = acknowledgements.poll(); next != null; next = acknowledgements.poll()) {
                        next.run();
                    }
                    for (Told answer = told.poll(); answer != null; answer = told.poll()) {
                        guarantees.onTold(answer);
                    }
                    topics.readOn();
                    guarantees.verify();
                });
        events.forEach(event -> event.told().verify());
        LOG.info(
                "All guarantees hold for {} acknowledged uploads, {} ms after the first look",
                acknowledged.size(),
                millisSince(begin));
    }

    /** Shows all that stands committed in the topics. */
    void showTopics(TopicObserver observer) {
        TopicReader.showAll(observer, parts.bootstrapServers(), parts.registryUrl());
    }

    /** Changes the database behind GateSync's back. */
    void execute(String sql) {
        try (Connection connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    /** The one number that a query finds. */
    long number(String sql, Object... parameters) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                assertThat(row.next()).isTrue();
                return row.getLong(1);
            }
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    /** Stops everything in order, and keeps the logs only. */
    @Override
    public void close() {
        topics.close();
        seconds.values().forEach(ServerProcess::stop);
        parts.close();
        for (Part part : Part.values()) {
            delete(folder.path().resolve(part.toString()));
        }
        parts.brokers().forEach(broker -> delete(folder.path().resolve(broker.name())));
    }

    private static void delete(Path path) {
        try {
            Directories.delete(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long millisSince(long begin) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
    }
}
