package io.gatesync.localstack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatesync.localstack.Part;
import io.gatesync.servers.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("servers")
class GateSyncTest {

    private static final List<String> PORT_OPTIONS = List.of(
            "--gateway-port",
            "--projector-port",
            "--processor-port",
            "--registry-port",
            "--kafka-port",
            "--kafka-controller-port",
            "--postgres-port");

    private final int gatewayPort = Ports.free();
    private final String[] up = Stream.concat(
                    Stream.of("up", "--kafka-heap=256m", "--service-heap=64m"),
                    PORT_OPTIONS.stream()
                            .map(option ->
                                    option + "=" + (option.equals("--gateway-port") ? gatewayPort : Ports.free())))
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
        Map<Part, ProcessHandle> processes;
        try (Cli first = Cli.start(project, up)) {
            first.untilItSays("GateSync is ready.").untilItSays("Ctrl-C stops everything");
            assertThat(first.output()).contains("10,000 tickets loaded");
            assertThat(uploads()).containsExactly("/api/admin/events/demo 1", "/api/admin/events/demo/tickets 10001");

            try (Cli second = Cli.start(project, up)) {
                assertThat(second.exitCode()).isNotZero();
                assertThat(second.output()).contains("already runs", "process " + first.pid(), "./gatesync down");
            }

            processes = processes();
            assertThat(processes).containsOnlyKeys(Part.values());
            first.tellToStop();
            first.exitCode();
            assertThat(stopped(first.output()))
                    .containsExactly("gateway", "processor", "projector", "registry", "postgres", "kafka");
            assertThat(first.output()).doesNotContain("unexpectedly", "Exception");
        }
        assertThat(processes.values()).noneMatch(ProcessHandle::isAlive);

        try (Cli next = Cli.start(project, up)) {
            next.untilItSays("GateSync is ready.");
            assertThat(next.output()).doesNotContain("tickets loaded");
        }
        assertThat(uploads()).hasSize(2);
    }

    @Test
    void a_killed_service_is_started_again_and_one_that_always_crashes_is_given_up_with_all_others() throws Exception {
        try (Cli running = Cli.start(project, up)) {
            running.untilItSays("Ctrl-C stops everything");
            ProcessHandle gateway = processes().get(Part.GATEWAY);
            gateway.destroyForcibly();
            running.untilItSays("gateway ended unexpectedly, with exit code 137")
                    .untilItSays("gateway is back");
            assertThat(processes().get(Part.GATEWAY).pid()).isNotEqualTo(gateway.pid());

            Map<Part, ProcessHandle> processes = processes();
            Files.createFile(project.folder().resolve(StandInService.BROKEN));
            processes.get(Part.PROCESSOR).destroyForcibly();
            assertThat(running.exitCode()).isNotZero();
            assertThat(running.output())
                    .contains("processor ended while starting, with exit code " + StandInService.BROKEN_EXIT_CODE)
                    .contains("processor ended 5 times in short order: giving up");
            assertThat(processes.values()).noneMatch(ProcessHandle::isAlive);
        }
    }

    @Test
    void down_stops_what_a_killed_up_left_behind_and_reset_deletes_it() throws Exception {
        Map<Part, ProcessHandle> orphans;
        try (Cli killed = Cli.start(project, up)) {
            killed.untilItSays("GateSync is ready.");
            orphans = processes();
            killed.kill();
            killed.exitCode();
        }
        assertThat(orphans.values()).allMatch(ProcessHandle::isAlive);

        try (Cli down = Cli.start(project, "down")) {
            assertThat(down.exitCode()).isZero();
            assertThat(down.output()).contains("Stopped");
        }
        assertThat(orphans.values()).noneMatch(ProcessHandle::isAlive);

        Path foreign = Files.createFile(project.folder().resolve("somebody's notes"));
        try (Cli reset = Cli.start(project, "reset")) {
            assertThat(reset.exitCode()).isZero();
        }
        assertThat(project.folder()).isDirectoryNotContaining(path -> !path.equals(foreign));
    }

    @Test
    void a_taken_port_is_said_before_anything_starts() throws Exception {
        try (ServerSocket taken = new ServerSocket(gatewayPort, 1, InetAddress.getLoopbackAddress());
                Cli refused = Cli.start(project, up)) {
            assertThat(refused.exitCode()).isNotZero();
            assertThat(refused.output())
                    .contains("Port " + taken.getLocalPort() + " for gateway is taken", "--gateway-port");
            assertThat(processes()).isEmpty();
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

    private Map<Part, ProcessHandle> processes() throws IOException {
        Map<Part, ProcessHandle> processes = new EnumMap<>(Part.class);
        for (Part part : Part.values()) {
            Path note = project.folder().resolve("pids").resolve(part.toString());
            if (Files.exists(note)) {
                long pid = Long.parseLong(Files.readString(note).split(" ", -1)[0]);
                processes.put(part, ProcessHandle.of(pid).orElseThrow());
            }
        }
        return processes;
    }
}
