package io.gatesync.localstack.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatesync.access.AccessFiles;
import io.gatesync.access.Account;
import io.gatesync.access.Passcodes;
import io.gatesync.localstack.Part;
import io.gatesync.localstack.StackPort;
import io.gatesync.servers.Ports;
import io.gatesync.servers.PostgresServer;
import io.gatesync.servers.RunningProcesses;
import io.gatesync.testing.SelfSigned;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("servers")
@Execution(ExecutionMode.CONCURRENT)
class GateSyncTest {

    private static final String NO_START_CACHES = "--start-caches=false";

    private final int gatewayPort = Ports.free();
    private final String[] up = Stream.concat(
                    Stream.of(
                            "up",
                            "--kafka-heap=256m",
                            "--service-heap=64m",
                            "--restart-pause=PT0.01S",
                            NO_START_CACHES),
                    Stream.of(StackPort.values())
                            .map(port ->
                                    "--port=" + port + "=" + (port == StackPort.GATEWAY ? gatewayPort : Ports.free())))
            .toArray(String[]::new);

    @TempDir
    private Path root;

    private StandInProject project;

    @BeforeEach
    void build() throws IOException {
        project = StandInProject.in(root.resolve("my project"));
    }

    @AfterEach
    void leave_nothing_running() throws Exception {
        try (Cli down = Cli.start(project, "down")) {
            assertThat(down.exitCode()).isZero();
        }
        project.deleteLink();
    }

    @Test
    void up_runs_until_told_to_stop_and_the_next_one_goes_on_with_the_same_data() throws Exception {
        Map<String, ProcessHandle> processes;
        try (Cli first = Cli.start(project, up)) {
            first.untilItSays("GateSync is ready.").untilItSays("Ctrl-C stops everything");
            assertThat(first.output())
                    .contains(
                            "10,000 tickets loaded",
                            "Scanner app  http://127.0.0.1:" + gatewayPort + "/app/   in a browser on this machine",
                            "Other devices need HTTPS for their camera: docs/phones-on-your-network.md");
            assertThat(uploads()).containsExactly("/api/admin/events/demo 1", "/api/admin/events/demo/tickets 10001");

            try (Cli second = Cli.start(project, up)) {
                assertThat(second.exitCode()).isNotZero();
                assertThat(second.output()).contains("already runs", "process " + first.pid(), "./gatesync down");
            }

            ProcessHandle gateway = processes().get("gateway");
            gateway.destroyForcibly();
            first.untilItSays("gateway ended unexpectedly with exit code 137. Starting it again")
                    .untilItSays("gateway is ready again");
            the_secrets_stand_in_their_folder_only(first.output());
            processes = processes();
            assertThat(processes).containsOnlyKeys(names(Part.values()));
            assertThat(processes.get("gateway")).isNotEqualTo(gateway);

            first.tellToStop();
            first.exitCode();
            assertThat(stopped(first.output()))
                    .containsExactly("gateway", "processor", "projector", "registry", "postgres", "kafka");
            assertThat(first.output()).doesNotContain("Exception");
        }
        assertThat(processes.values()).noneMatch(ProcessHandle::isAlive);

        try (Cli next = Cli.start(project, up)) {
            next.untilItSays("GateSync is ready.");
            assertThat(next.output()).doesNotContain("tickets loaded");
            assertThat(uploads()).hasSize(2);
            processes = processes();
            next.kill();
            next.exitCode();
        }
        down_stops_what_a_killed_up_left_running(processes);
        reset_deletes_what_up_made_and_nothing_else();
    }

    @Test
    void the_second_up_starts_from_caches_that_the_first_has_made_and_a_damaged_one_is_made_anew() throws Exception {
        up[List.of(up).indexOf(NO_START_CACHES)] = "--start-caches=true";
        Path training = project.folder().resolve("training");
        try (Cli first = Cli.start(project, up)) {
            first.untilItSays("GateSync is ready.")
                    // With the lowest priority, beside all other tests.
                    .untilItSays("start caches made after", Duration.ofMinutes(15));
            assertThat(commandLines().values()).noneMatch(GateSyncTest::usesCache);
            assertThat(training).doesNotExist();
            first.tellToStop();
            first.exitCode();
        }
        Path cache = project.folder().resolve("start-caches").resolve("kafka.cache");
        byte[] content = Files.readAllBytes(cache);
        content[content.length / 2] ^= 1;
        Files.write(cache, content);

        Map<String, ProcessHandle> inTraining;
        try (Cli second = Cli.start(project, up)) {
            second.untilItSays("GateSync is ready.").untilItSays("In the background");
            Map<String, String> lines = commandLines();
            assertThat(lines.entrySet())
                    .filteredOn(line -> usesCache(line.getValue()))
                    .extracting(Map.Entry::getKey)
                    .containsExactlyInAnyOrder("registry", "gateway", "processor", "projector");
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> RunningProcesses.in(training).containsKey("kafka"));
            inTraining = RunningProcesses.in(training);
            second.kill();
            second.exitCode();
        }
        assertThat(inTraining.values()).allMatch(ProcessHandle::isAlive);
        try (Cli down = Cli.start(project, "down")) {
            assertThat(down.exitCode()).isZero();
        }
        assertThat(inTraining.values()).noneMatch(ProcessHandle::isAlive);

        try (Cli third = Cli.start(project, up)) {
            third.untilItSays("In the background");
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> RunningProcesses.in(training).containsKey("kafka"));
            inTraining = RunningProcesses.in(training);
            third.tellToStop();
            third.exitCode();
            assertThat(third.output()).doesNotContain("could not be made", "caches made", "Exception");
        }
        assertThat(inTraining.values()).noneMatch(ProcessHandle::isAlive);
    }

    private Map<String, String> commandLines() {
        return processes().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        process -> process.getValue().info().commandLine().orElseThrow()));
    }

    private static boolean usesCache(String commandLine) {
        return commandLine.contains("-XX:AOTCache=") || commandLine.contains("-XX:SharedArchiveFile=");
    }

    private void the_secrets_stand_in_their_folder_only(String output) throws IOException {
        Path folder = project.folder().resolve("access");
        assertThat(Files.getPosixFilePermissions(folder)).isEqualTo(PosixFilePermissions.fromString("rwx------"));
        AccessFiles files = new AccessFiles(folder);
        assertThat(files.accounts()).extracting(Account::name).containsExactly("organiser", "lead");
        String demo = files.passcode("demo").read();
        String organiser = files.passcode("organiser").read();
        String key = Pattern.compile("secret=(.+)")
                .matcher(Files.readString(folder.resolve("services.properties")))
                .results()
                .findFirst()
                .orElseThrow()
                .group(1)
                .replace("\\", "");

        assertThat(output)
                .contains("Demo event   demo, passcode " + demo, folder.resolve("organiser-passcode") + "\n")
                .doesNotContain(organiser, key);
        String environment = Files.readString(project.folder().resolve(StandInService.ENVIRONMENT));
        assertThat(environment).contains("SPRING_CONFIG_IMPORT=file:" + folder.resolve("services.properties"));
        String arguments = processes().values().stream()
                .map(process -> process.info().commandLine().orElseThrow())
                .collect(Collectors.joining());
        String log = Files.readString(project.folder().resolve("logs").resolve("gatesync.log"));
        assertThat(List.of(environment, arguments, log))
                .allSatisfy(seen -> assertThat(seen).doesNotContain(demo, organiser, key));
    }

    private void down_stops_what_a_killed_up_left_running(Map<String, ProcessHandle> orphans) throws Exception {
        assertThat(orphans).containsOnlyKeys(names(Part.values()));
        assertThat(orphans.values()).allMatch(ProcessHandle::isAlive);
        try (Cli down = Cli.start(project, "down")) {
            assertThat(down.exitCode()).isZero();
            assertThat(down.output()).contains("Stopped");
        }
        assertThat(orphans.values()).noneMatch(ProcessHandle::isAlive);
    }

    private void reset_deletes_what_up_made_and_nothing_else() throws Exception {
        Path foreign = Files.createFile(project.folder().resolve("somebody's notes"));
        try (Cli reset = Cli.start(project, "reset")) {
            assertThat(reset.exitCode()).isZero();
        }
        assertThat(project.folder()).isDirectoryNotContaining(path -> !path.equals(foreign));
    }

    @Test
    void a_service_that_always_crashes_is_given_up_and_all_others_go_on() throws Exception {
        try (Cli running = Cli.start(project, up)) {
            running.untilItSays("Ctrl-C stops everything");
            Map<String, ProcessHandle> processes = processes();
            breakService("processor");
            processes.remove("processor").destroyForcibly();

            running.untilItSays("is given up")
                    .untilItSays("GateSync goes on without processor, and tries it every 60 s. Scans are taken in");
            assertThat(running.output())
                    .contains("processor ended while starting, with exit code " + StandInService.BROKEN_EXIT_CODE)
                    .contains("It failed 5 times in a row");
            assertThat(processes()).isEqualTo(processes);
            assertThat(processes.values()).allMatch(ProcessHandle::isAlive);
        }
    }

    @Test
    void without_what_only_reads_need_the_gate_comes_up_all_the_same() throws Exception {
        Files.createDirectories(project.folder().resolve("logs"));
        breakService("projector");
        // Not a folder of data: PostgreSQL ends at once.
        Files.createDirectories(project.folder().resolve("postgres").resolve("nothing"));

        try (Cli running = Cli.start(project, up)) {
            running.untilItSays("GateSync runs without postgres, projector, as said above.")
                    .untilItSays("GateSync goes on without projector")
                    .untilItSays("GateSync goes on without postgres");
            assertThat(processes()).containsOnlyKeys("kafka", "registry", "processor", "gateway");
            assertThat(uploads()).hasSize(2);
        }
    }

    /** The test is the projector: it knows where the tables are. */
    @Test
    void rebuild_tables_empties_them_and_waits_until_they_are_built_whether_up_runs_or_not() throws Exception {
        String jdbcUrl;
        try (Cli running = Cli.start(project, up)) {
            running.untilItSays("GateSync is ready.");
            jdbcUrl = Pattern.compile("jdbc:\\S+")
                    .matcher(running.output())
                    .results()
                    .findFirst()
                    .orElseThrow()
                    .group();
            sql(
                    jdbcUrl,
                    "create table projection_offsets (topic varchar, partition integer, next_offset bigint)",
                    "insert into projection_offsets values ('gatesync.tickets', 0, 0), ('gatesync.scans', 0, 7)");
            // The stand-in for the gateway has sent no ticket to Kafka, so the tables show all that there is.
            try (Cli rebuild = Cli.start(project, "rebuild-tables")) {
                assertThat(rebuild.exitCode()).isZero();
                assertThat(rebuild.output())
                        .contains("The tables are empty. The projector builds them from 0 records.", "built anew");
            }
            try (Cli letters = Cli.start(project, "dead-letters")) {
                assertThat(letters.exitCode()).isZero();
                assertThat(letters.output()).contains("There are no dead letters.");
            }
            running.tellToStop();
            running.exitCode();
        }
        String[] alone = Stream.concat(
                        Stream.of("rebuild-tables"), Stream.of(up).filter(option -> option.startsWith("--port")))
                .toArray(String[]::new);
        try (Cli rebuild = Cli.start(project, alone)) {
            assertThat(rebuild.exitCode()).isZero();
            assertThat(rebuild.output())
                    .contains("built anew", "stopping kafka")
                    .doesNotContain("gateway");
        }
        assertThat(processes()).isEmpty();
        try (Cli letters = Cli.start(project, "dead-letters", "--kafka=127.0.0.1:" + Ports.free())) {
            assertThat(letters.exitCode()).isEqualTo(1);
            assertThat(letters.output())
                    .contains("Check that it runs (`./gatesync up`)")
                    .doesNotContain("\tat ");
        }
    }

    private static void sql(String jdbcUrl, String... statements) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(jdbcUrl, PostgresServer.USER, PostgresServer.PASSWORD);
                Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }

    @Test
    void without_kafka_nothing_works_and_up_ends() throws Exception {
        // A file where Kafka's folder should be.
        Files.createDirectories(project.folder());
        Files.createFile(project.folder().resolve("kafka"));

        try (Cli refused = Cli.start(project, up)) {
            assertThat(refused.exitCode()).isEqualTo(1);
            assertThat(refused.output()).contains("kafka could not be started").doesNotContain("ready.");
        }
        assertThat(processes()).isEmpty();
        Files.delete(project.folder().resolve("kafka"));
    }

    @Test
    void accounts_are_added_listed_and_removed() throws Exception {
        String passcode;
        try (Cli add = Cli.start(project, "account", "add", "anna", "--role", "lead", "--event", "open-air")) {
            assertThat(add.exitCode()).as(add.output()).isZero();
            passcode = add.output().strip().replaceFirst(".* ", "");
        }
        AccessFiles files = new AccessFiles(project.folder().resolve("access"));
        assertThat(files.accounts().getLast().name()).isEqualTo("anna");
        assertThat(new Passcodes().matches(passcode, files.accounts().getLast().passcodeHash()))
                .isTrue();
        try (Cli list = Cli.start(project, "account", "list")) {
            assertThat(list.exitCode()).isZero();
            assertThat(list.output().lines())
                    .containsExactly(
                            "organiser            organiser",
                            "lead                 lead of event demo",
                            "anna                 lead of event open-air");
        }
        try (Cli refused = Cli.start(project, "account", "add", "bob", "--role", "lead")) {
            assertThat(refused.exitCode()).isEqualTo(2);
            assertThat(refused.output()).contains("--event is given for a lead");
        }
        try (Cli remove = Cli.start(project, "account", "remove", "anna")) {
            assertThat(remove.exitCode()).isZero();
        }
        try (Cli remove = Cli.start(project, "account", "remove", "anna")) {
            assertThat(remove.exitCode()).isEqualTo(2);
            assertThat(remove.output()).contains("There is no account anna");
        }
    }

    private void breakService(String service) throws IOException {
        Files.createFile(project.folder().resolve(StandInService.broken(service)));
    }

    /** What it left running is stopped, and what it left half done is done again. */
    @ParameterizedTest
    @ValueSource(strings = {"Data and logs:", "ready after", "topics and schemas ready"})
    void an_up_that_is_killed_in_the_middle_of_its_start_comes_up_the_next_time(String moment) throws Exception {
        try (Cli first = Cli.start(project, up)) {
            first.untilItSays(moment);
            first.kill();
            first.exitCode();
        }
        try (Cli next = Cli.start(project, up)) {
            next.untilItSays("GateSync is ready.");
            assertThat(processes()).containsOnlyKeys(names(Part.values()));
        }
    }

    @Test
    void a_taken_port_is_said_before_anything_starts() throws Exception {
        try (ServerSocket taken = new ServerSocket(gatewayPort, 1, InetAddress.getLoopbackAddress());
                Cli refused = Cli.start(project, up)) {
            assertThat(refused.exitCode()).isEqualTo(1);
            assertThat(refused.output())
                    .contains("Port " + taken.getLocalPort(), "gateway", "--port gateway=NUMBER")
                    .doesNotContain("ready");
            assertThat(RunningProcesses.in(project.folder())).isEmpty();
        }
    }

    @Test
    void phones_are_told_the_name_in_the_certificate_and_this_machine_needs_none() throws Exception {
        SelfSigned certificate = SelfSigned.create(root, "gate", "dns:gate.example.org");
        String[] withCertificate = Stream.concat(
                        Stream.of(up),
                        Stream.of("--certificate=" + certificate.certificate(), "--private-key=" + certificate.key()))
                .toArray(String[]::new);
        try (Cli running = Cli.start(project, withCertificate)) {
            running.untilItSays("Ctrl-C stops everything");
            assertThat(running.output())
                    .contains("Scanner app  http://127.0.0.1:" + gatewayPort + "/app/   in a browser on this machine")
                    .containsPattern(
                            "https://gate\\.example\\.org:\\d+/app/   on phones, with the certificate until 20")
                    .doesNotContain("Other devices");
        }
    }

    @Test
    void a_certificate_that_cannot_be_used_is_said_before_anything_starts() throws Exception {
        Path missing = root.resolve("missing.pem");
        try (Cli refused = Cli.start(project, "up", "--certificate=" + missing, "--private-key=" + missing)) {
            assertThat(refused.exitCode()).isEqualTo(1);
            assertThat(refused.output()).contains("There is no file " + missing, "--certificate FILE");
        }
        try (Cli refused = Cli.start(project, Map.of("GATESYNC_CERTIFICATE", missing.toString()), "up")) {
            assertThat(refused.exitCode()).isEqualTo(2);
            assertThat(refused.output())
                    .contains("--certificate and --private-key go together; --private-key is missing");
        }
        assertThat(project.folder()).doesNotExist();
    }

    @Test
    void a_port_can_be_chosen_in_the_environment() throws Exception {
        try (ServerSocket taken = new ServerSocket(gatewayPort, 1, InetAddress.getLoopbackAddress());
                Cli refused = Cli.start(project, Map.of("GATESYNC_PORT_KAFKA_CONTROLLER", "" + gatewayPort), "up")) {
            assertThat(refused.exitCode()).isEqualTo(1);
            assertThat(refused.output()).contains("Port " + taken.getLocalPort(), "--port kafka-controller=NUMBER");
        }
        try (Cli refused = Cli.start(project, Map.of("GATESYNC_PORT_KAFKA", "many"), "up")) {
            assertThat(refused.exitCode()).isEqualTo(2);
            assertThat(refused.output()).contains("GATESYNC_PORT_KAFKA=many");
        }
        try (Cli refused = Cli.start(project, "up", "--port=kafka=99999")) {
            assertThat(refused.exitCode()).isEqualTo(2);
            assertThat(refused.output()).contains("kafka", "99999");
        }
    }

    private List<String> uploads() throws IOException {
        return Files.readAllLines(project.folder().resolve(StandInService.NOTES));
    }

    private static List<String> stopped(String output) {
        return Pattern.compile("stopping (\\w+)")
                .matcher(output)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }

    private Map<String, ProcessHandle> processes() {
        return RunningProcesses.in(project.folder());
    }

    private static String[] names(Part[] parts) {
        return Stream.of(parts).map(Part::toString).toArray(String[]::new);
    }
}
