package io.gatesync.localstack;

import io.gatesync.servers.ChildJvm;
import io.gatesync.servers.Distribution;
import io.gatesync.servers.HttpProbe;
import io.gatesync.servers.Ports;
import io.gatesync.servers.ServerProcess;
import io.gatesync.servers.StartCaches;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One of GateSync's own services, from its runnable jar. */
final class GateSyncService extends ServerProcess {

    private final Service service;
    private final Path built;
    private final ServiceJars jars;
    private final StartCaches startCaches;
    private @Nullable Path program;
    private final Map<String, String> environment;
    private final List<String> jvmOptions;
    private final HttpProbe readiness;

    /**
     * @param name what the operator calls it; also that of its log
     * @param jars where its program is, or is made at its first start
     * @param ports that it listens on; the first of them, of the loopback address, answers plain HTTP
     * @param environment its configuration, as Spring Boot reads it from environment variables
     */
    GateSyncService(
            Distribution distribution,
            Service service,
            String name,
            Path folder,
            ServiceJars jars,
            StartCaches startCaches,
            List<Port> ports,
            List<String> jvmOptions,
            Map<String, String> environment) {
        super(name, service.startOrder(), folder, ports, START_GRACE, Duration.ofSeconds(30));
        this.service = service;
        this.built = service.jar(distribution.root());
        this.jars = jars;
        this.startCaches = startCaches;
        this.jvmOptions = List.copyOf(jvmOptions);
        this.environment = Map.copyOf(environment);
        this.readiness = new HttpProbe(URI.create(
                "http://" + Ports.LOOPBACK + ":" + ports.getFirst().number() + "/actuator/health/readiness"));
    }

    @Override
    protected List<String> command() throws IOException {
        Path jar = program().resolve(service.part() + ".jar");
        // Instances of one service have the same cache.
        return startCaches.applied(
                service.part().toString(),
                program(),
                ChildJvm.command(folder(), jvmOptions, List.of("-jar", jar.toString())));
    }

    /** The folder of its jars, whose name tells builds apart. */
    synchronized Path program() throws IOException {
        Path known = program;
        if (known == null) {
            known = jars.program(service.part().toString(), built);
            program = known;
        }
        return known;
    }

    @Override
    protected Map<String, String> environment() {
        return environment;
    }

    @Override
    protected boolean answers() {
        return readiness.succeeds();
    }
}
