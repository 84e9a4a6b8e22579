package io.gatesync.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The checked-out project, in which the build laid out the servers ready to run.
 *
 * @param root the folder of the checked-out project
 */
public record Distribution(Path root) {

    /** The system property that names the folder of the checked-out project; the parent pom sets it for every test. */
    public static final String ROOT_PROPERTY = "gatesync.root";

    public Distribution {
        root = root.toAbsolutePath().normalize();
    }

    /** The project that {@value #ROOT_PROPERTY} names. */
    public static Distribution ofSystemProperty() {
        String root = System.getProperty(ROOT_PROPERTY);
        if (root == null) {
            throw new IllegalStateException("Set the system property " + ROOT_PROPERTY + " to the project's folder");
        }
        return new Distribution(Path.of(root));
    }

    Path kafkaLibraries() {
        return present(servers().resolve("kafka-" + Versions.KAFKA));
    }

    Path registry() {
        return present(servers().resolve("registry-" + Versions.REGISTRY));
    }

    Path postgresArchive() {
        Path folder = present(servers().resolve("postgres-" + Versions.POSTGRES));
        try (var files = Files.newDirectoryStream(folder, "*.txz")) {
            for (Path archive : files) {
                return archive;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new ServerFailedException("No PostgreSQL for this machine in " + folder
                + ": GateSync brings one for Linux and macOS on amd64 and arm64");
    }

    private Path servers() {
        return root.resolve("tools")
                .resolve("server-processes")
                .resolve("servers")
                .resolve("target");
    }

    private static Path present(Path path) {
        if (!Files.exists(path)) {
            throw new ServerFailedException(path + " is missing. Build it: mvn package -DskipTests");
        }
        return path;
    }
}
