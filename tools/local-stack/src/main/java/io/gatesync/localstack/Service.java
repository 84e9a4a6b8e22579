package io.gatesync.localstack;

import io.gatesync.servers.ServerFailedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** GateSync's own services: which part each is, and the module that the build makes its jar from. */
enum Service {
    // The servers, which all of these use, have 0 to 2.
    PROJECTOR(Part.PROJECTOR, 3, "status-projector"),
    PROCESSOR(Part.PROCESSOR, 4, "scan-processor"),
    GATEWAY(Part.GATEWAY, 5, "ingest-gateway");

    private static final String RUNNABLE = "-exec.jar";

    private final Part part;
    private final int startOrder;
    private final String module;

    Service(Part part, int startOrder, String module) {
        this.part = part;
        this.startOrder = startOrder;
        this.module = module;
    }

    Part part() {
        return part;
    }

    /** The folder of the module, in the checked-out project. */
    String module() {
        return module;
    }

    /** As {@link io.gatesync.servers.ServerProcess} counts it. */
    int startOrder() {
        return startOrder;
    }

    /**
     * The runnable jar that was built last, of whatever version.
     *
     * @param root the folder of the checked-out project
     * @throws ServerFailedException if there is none
     */
    Path jar(Path root) {
        Path target = root.resolve(module).resolve("target");
        return runnableJars(target).stream()
                .max(Comparator.comparingLong(Service::built))
                .orElseThrow(() -> new ServerFailedException(
                        "No " + module + "-*" + RUNNABLE + " in " + target + ". Build it: mvn package -DskipTests"));
    }

    private List<Path> runnableJars(Path target) {
        if (!Files.isDirectory(target)) {
            return List.of();
        }
        List<Path> jars = new ArrayList<>();
        try (var files = Files.newDirectoryStream(target, module + "-*" + RUNNABLE)) {
            files.forEach(jars::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return jars;
    }

    /** The runnable jars all have the same date, so that they are the same byte for byte; the plain ones do not. */
    private static long built(Path runnable) {
        String name = runnable.getFileName().toString();
        Path plain = runnable.resolveSibling(name.substring(0, name.length() - RUNNABLE.length()) + ".jar");
        return plain.toFile().lastModified();
    }
}
