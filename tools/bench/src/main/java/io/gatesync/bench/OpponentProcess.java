package io.gatesync.bench;

import io.gatesync.opponents.Opponent.Indexes;
import io.gatesync.opponents.Opponent.Kind;
import io.gatesync.servers.ChildJvm;
import io.gatesync.servers.Distribution;
import io.gatesync.servers.HttpProbe;
import io.gatesync.servers.Ports;
import io.gatesync.servers.ServerProcess;
import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** An opponent as a process of its own, from the same jar as the bench. */
final class OpponentProcess extends ServerProcess {

    private static final int START_ORDER = 2;
    /** With the collector that gives it the most throughput, also in tests, whose JVMs have another. */
    private static final List<String> JVM_OPTIONS = List.of("-Xmx512m", "-XX:-UseSerialGC", "-XX:+UseParallelGC");

    private final Config config;

    /**
     * Where and how it runs.
     *
     * @param folder of its log and of its note
     * @param jdbcUrl of an empty database
     */
    record Config(Distribution distribution, Path folder, int port, Kind kind, Indexes indexes, String jdbcUrl) {

        URI base() {
            return URI.create("http://" + Ports.LOOPBACK + ":" + port);
        }
    }

    OpponentProcess(Config config) {
        super(
                "service",
                START_ORDER,
                config.folder(),
                List.of(new Port("service", config.port())),
                START_GRACE,
                Duration.ofSeconds(30));
        this.config = config;
    }

    @Override
    protected List<String> command() {
        List<String> arguments = new ArrayList<>(thisProgram());
        arguments.addAll(List.of(
                ServeOpponentCommand.NAME,
                config.kind().name(),
                config.indexes().name(),
                Integer.toString(config.port()),
                config.jdbcUrl(),
                config.distribution()
                        .root()
                        .resolve("status-projector/src/main/resources/db/migration")
                        .toString(),
                folder().toString()));
        return ChildJvm.command(folder(), JVM_OPTIONS, arguments);
    }

    /** The runnable jar, or in tests the class path. */
    private static List<String> thisProgram() {
        String path = System.getProperty("java.class.path");
        return path.endsWith(".jar") && !path.contains(File.pathSeparator)
                ? List.of("-jar", path)
                : List.of("-cp", path, BenchCommand.class.getName());
    }

    @Override
    protected boolean answers() {
        return new HttpProbe(config.base().resolve("/api/offline/sync/status/none/none")).succeeds();
    }
}
