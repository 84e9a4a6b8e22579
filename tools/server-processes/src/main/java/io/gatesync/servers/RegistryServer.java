package io.gatesync.servers;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Apicurio Registry, which also speaks Confluent's API, with its schemas in an H2 file. */
public final class RegistryServer extends ServerProcess {

    private static final String NAME = "registry";
    private static final int START_ORDER = 2;

    private final Distribution distribution;
    private final Config config;
    private final HttpProbe probe;

    /**
     * Where and how one registry runs.
     *
     * @param folder may be shared with other servers; the schemas go to {@code registry} below it
     * @param port of both its APIs, Apicurio's and Confluent's
     * @param jvmOptions options of its JVM, such as {@code -Xmx384m}
     * @param startCaches from which it starts faster
     */
    public record Config(Path folder, int port, List<String> jvmOptions, Optional<StartCaches> startCaches) {

        // The registry answers few requests: a fast start is worth more than fast answers.
        private static final List<String> DEFAULT_JVM_OPTIONS = List.of("-Xmx384m", "-XX:TieredStopAtLevel=1");

        public Config {
            jvmOptions = List.copyOf(jvmOptions);
        }

        public Config(Path folder, int port) {
            this(folder, port, DEFAULT_JVM_OPTIONS, Optional.empty());
        }

        public Config(Path folder, int port, StartCaches startCaches) {
            this(folder, port, DEFAULT_JVM_OPTIONS, Optional.of(startCaches));
        }
    }

    public RegistryServer(Distribution distribution, Config config) {
        super(
                NAME,
                START_ORDER,
                config.folder(),
                List.of(new Port(NAME, config.port())),
                START_GRACE,
                Duration.ofSeconds(20));
        this.distribution = distribution;
        this.config = config;
        this.probe = new HttpProbe(URI.create(url() + "/apis/ccompat/v7/subjects"));
    }

    /** The base URL, without a path. */
    public String url() {
        return "http://" + Ports.LOOPBACK + ":" + config.port();
    }

    @Override
    protected List<String> command() throws IOException {
        Files.createDirectories(dataFolder());
        List<String> options = new ArrayList<>(config.jvmOptions());
        options.add("-Dquarkus.http.host=" + Ports.LOOPBACK);
        options.add("-Dquarkus.http.port=" + config.port());
        // By default the management interface listens on port 9000 of all addresses.
        options.add("-Dquarkus.management.host=" + Ports.LOOPBACK);
        options.add("-Dquarkus.management.port=0");
        // Without the first, H2 may close the database in a shutdown hook of its own before the registry has stopped;
        // without
        // the second, it writes a schema that was registered only half a second later, and a kill loses it, with its
        // id.
        options.add("-Dapicurio.datasource.url=jdbc:h2:file:" + dataFolder().resolve("schemas")
                + ";DB_CLOSE_ON_EXIT=FALSE;WRITE_DELAY=0");
        // By default it logs every request, and warnings about its own configuration.
        options.add("-Dquarkus.banner.enabled=false");
        options.add("-Dquarkus.http.access-log.enabled=false");
        options.add("-Dquarkus.log.level=WARN");
        options.add("-Dquarkus.log.category.\"io.apicurio\".level=WARN");
        options.add("-Dquarkus.log.category.\"io.quarkus.config\".level=ERROR");
        options.add("-Dquarkus.log.category.\"io.quarkus.runtime.configuration\".level=ERROR");
        options.add("-jar");
        options.add(distribution.registry().resolve("quarkus-run.jar").toString());
        List<String> command = ChildJvm.command(folder(), options, List.of());
        return config.startCaches()
                .map(caches -> caches.applied(NAME, distribution.registry(), command))
                .orElse(command);
    }

    @Override
    protected boolean answers() {
        return probe.succeeds();
    }
}
