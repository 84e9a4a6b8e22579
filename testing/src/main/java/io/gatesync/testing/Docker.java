package io.gatesync.testing;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.testcontainers.DockerClientFactory;

/** Whether a Docker engine answers. */
final class Docker {

    private Docker() {}

    /**
     * Tries the sockets first: without an engine, Testcontainers tries every way that it knows, which takes seconds and
     * logs stack traces.
     */
    static boolean answers() {
        boolean worthAsking =
                System.getenv("DOCKER_HOST") != null || sockets().stream().anyMatch(Docker::accepts);
        return worthAsking && DockerClientFactory.instance().isDockerAvailable();
    }

    private static List<Path> sockets() {
        List<Path> sockets = new ArrayList<>();
        sockets.add(Path.of("/var/run/docker.sock"));
        sockets.add(Path.of(System.getProperty("user.home"), ".docker", "run", "docker.sock"));
        String rootless = System.getenv("XDG_RUNTIME_DIR");
        if (rootless != null) {
            sockets.add(Path.of(rootless, "docker.sock"));
        }
        return sockets;
    }

    private static boolean accepts(Path socket) {
        if (!Files.exists(socket)) {
            return false;
        }
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            return channel.connect(UnixDomainSocketAddress.of(socket));
        } catch (IOException e) {
            return false;
        }
    }
}
