package io.gatesync.localstack;

import io.gatesync.servers.ChildJvm;
import io.gatesync.servers.Distribution;
import io.gatesync.servers.HttpProbe;
import io.gatesync.servers.Ports;
import io.gatesync.servers.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** One of GateSync's own services, from its runnable jar. */
final class GateSyncService extends ServerProcess {

    /** The folder of the services' jars in the stack's folder. */
    static final String JARS = "jars";

    private final Path built;
    private boolean copied;
    private final Map<String, String> environment;
    private final List<String> jvmOptions;
    private final HttpProbe readiness;

    /**
     * @param name what the operator calls it; also that of its log
     * @param ports that it listens on; the first of them, of the loopback address, answers plain HTTP
     * @param environment its configuration, as Spring Boot reads it from environment variables
     */
    GateSyncService(
            Distribution distribution,
            Service service,
            String name,
            Path folder,
            List<Port> ports,
            List<String> jvmOptions,
            Map<String, String> environment) {
        super(name, service.startOrder(), folder, ports, START_GRACE, Duration.ofSeconds(30));
        this.built = service.jar(distribution.root());
        this.jvmOptions = List.copyOf(jvmOptions);
        this.environment = Map.copyOf(environment);
        this.readiness = new HttpProbe(URI.create(
                "http://" + Ports.LOOPBACK + ":" + ports.getFirst().number() + "/actuator/health/readiness"));
    }

    @Override
    protected List<String> command() throws IOException {
        Path jar = folder().resolve(JARS).resolve(name() + ".jar");
        if (!copied) {
            copyTo(jar);
            copied = true;
        }
        return ChildJvm.command(folder(), jvmOptions, List.of("-jar", jar.toString()));
    }

    /** A build overwrites its jars in place, and a service that runs from one would then fail to load its classes. */
    private void copyTo(Path jar) throws IOException {
        Files.createDirectories(jar.getParent());
        Path half = jar.resolveSibling(name() + ".half");
        Files.copy(built, half, StandardCopyOption.REPLACE_EXISTING);
        Files.move(half, jar, StandardCopyOption.ATOMIC_MOVE);
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
