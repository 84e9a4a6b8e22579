package io.gatesync.opponents;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatesync.client.DeviceStatus;
import io.gatesync.client.Gateway;
import io.gatesync.client.LoadedTickets;
import io.gatesync.client.Reply;
import io.gatesync.client.Reply.Answered;
import io.gatesync.client.ScanResult;
import io.gatesync.client.SyncAnswer;
import io.gatesync.client.SyncSession;
import io.gatesync.client.SyncStatus;
import io.gatesync.client.Upload;
import io.gatesync.opponents.Opponent.Indexes;
import io.gatesync.opponents.Opponent.Kind;
import io.gatesync.servers.Distribution;
import io.gatesync.servers.Ports;
import io.gatesync.testing.Database;
import io.gatesync.testing.RealServers;
import io.gatesync.testing.Server;
import io.gatesync.testing.Servers;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every opponent answers as the rule says, or measuring against it would mean nothing. */
@RealServers(Server.POSTGRES)
class OpponentTest {

    private static final String EVENT = "event";
    private static final long TIME = 1_780_000_000_000L;

    /** Kept, or the level would be forgotten: Tomcat tells each of its steps. */
    private static final Logger TOMCAT = Logger.getLogger("org.apache");

    @BeforeAll
    static void quietTomcat() {
        TOMCAT.setLevel(Level.WARNING);
    }

    @TempDir
    private Path folder;

    static Stream<Arguments> opponents() {
        return Stream.of(Kind.values())
                .flatMap(kind -> Stream.of(Indexes.values()).map(indexes -> Arguments.of(kind, indexes)));
    }

    private interface Check {
        void with(Gateway gateway) throws Exception;
    }

    private void run(Kind kind, Indexes indexes, Check check) throws Exception {
        Database database = Servers.current().database();
        try (Connection connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                Statement statement = connection.createStatement()) {
            statement.execute("drop schema public cascade; create schema public");
        }
        int port = Ports.free();
        Path migrations =
                Distribution.ofSystemProperty().root().resolve("status-projector/src/main/resources/db/migration");
        try (Opponent opponent = Opponent.start(new Opponent.Config(
                kind, indexes, port, database.url(), database.user(), database.password(), migrations, folder))) {
            assertThat(opponent).isNotNull();
            check.with(new Gateway(URI.create("http://127.0.0.1:" + port)));
        }
    }

    private static void load(Gateway gateway, int tickets) {
        StringBuilder csv = new StringBuilder("qrcode,type,admittence,number\n");
        IntStream.range(0, tickets).forEach(n -> csv.append("T-%d,VIP,Weekend,%d%n".formatted(n, n)));
        assertThat(gateway.loadTickets(EVENT, List.of(csv.toString().getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(new Answered<>(new LoadedTickets(tickets, 0)));
    }

    private static Upload.Scan scan(String qrcode) {
        return new Upload.Scan(qrcode, TIME, UUID.randomUUID());
    }

    private static SyncAnswer sync(Gateway gateway, String device, List<Upload.Scan> scans) {
        Reply<SyncAnswer> reply = gateway.sync(Gateway.body(new Upload(EVENT, device, "session", scans)));
        return ((Answered<SyncAnswer>) reply).body();
    }

    private static List<SyncStatus> verdicts(SyncAnswer answer) {
        return answer.results().stream().map(ScanResult::syncStatus).toList();
    }

    @ParameterizedTest
    @MethodSource("opponents")
    void the_first_scan_wins_and_the_tables_say_so(Kind kind, Indexes indexes) throws Exception {
        run(kind, indexes, gateway -> {
            load(gateway, 3);

            SyncAnswer north = sync(gateway, "north", List.of(scan("T-0"), scan("T-0"), scan("T-1"), scan("no-such")));
            SyncAnswer south = sync(gateway, "south", List.of(scan("T-0"), scan("T-2")));

            assertThat(verdicts(north))
                    .containsExactly(SyncStatus.SYNCED, SyncStatus.DUPLICATE, SyncStatus.SYNCED, SyncStatus.FAILED);
            assertThat(verdicts(south)).containsExactly(SyncStatus.CONFLICT, SyncStatus.SYNCED);
            assertThat(gateway.status(EVENT, "north")).isEqualTo(new Answered<>(new DeviceStatus(2, 1)));
            assertThat(gateway.session(south.syncSessionId()))
                    .isEqualTo(new Answered<>(new SyncSession(south.syncSessionId(), "completed", 2, 1, 1, 0, 1, 0)));
        });
    }

    @ParameterizedTest
    @MethodSource("opponents")
    void devices_at_the_same_time_admit_each_ticket_once(Kind kind, Indexes indexes) throws Exception {
        int tickets = 200;
        run(kind, indexes, gateway -> {
            load(gateway, tickets);
            List<Callable<SyncAnswer>> devices = new ArrayList<>();
            for (String device : List.of("a", "b", "c", "d")) {
                devices.add(() -> sync(
                        gateway,
                        device,
                        IntStream.range(0, tickets)
                                .mapToObj(n -> scan("T-" + n))
                                .toList()));
            }
            List<List<SyncStatus>> told = new ArrayList<>();
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (Future<SyncAnswer> answer : threads.invokeAll(devices)) {
                    told.add(verdicts(answer.get()));
                }
            }
            for (int ticket = 0; ticket < tickets; ticket++) {
                int number = ticket;
                assertThat(told.stream().map(verdicts -> verdicts.get(number)))
                        .as("T-" + ticket)
                        .containsExactlyInAnyOrder(
                                SyncStatus.SYNCED, SyncStatus.CONFLICT, SyncStatus.CONFLICT, SyncStatus.CONFLICT);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("groupCommit")
    void a_scan_that_is_sent_again_keeps_its_verdict_and_its_row(Indexes indexes) throws Exception {
        run(Kind.GROUP_COMMIT, indexes, gateway -> {
            load(gateway, 2);
            Upload.Scan first = scan("T-0");
            List<Upload.Scan> scans = List.of(first, scan("T-0"), scan("T-1"), scan("no-such"), first);
            List<SyncStatus> before = verdicts(sync(gateway, "north", scans));

            SyncAnswer again = sync(gateway, "north", scans);

            assertThat(before)
                    .containsExactly(
                            SyncStatus.SYNCED,
                            SyncStatus.DUPLICATE,
                            SyncStatus.SYNCED,
                            SyncStatus.FAILED,
                            SyncStatus.SYNCED);
            assertThat(verdicts(again)).isEqualTo(before);
            assertThat(again.results()).allMatch(ScanResult::replayed);
            assertThat(gateway.status(EVENT, "north")).isEqualTo(new Answered<>(new DeviceStatus(2, 1)));
        });
    }

    static Stream<Indexes> groupCommit() {
        return Stream.of(Indexes.values());
    }
}
