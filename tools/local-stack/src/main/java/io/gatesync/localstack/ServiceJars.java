package io.gatesync.localstack;

import io.gatesync.servers.ChildJvm;
import io.gatesync.servers.Command;
import io.gatesync.servers.Directories;
import io.gatesync.servers.FileChecksum;
import io.gatesync.servers.ServerFailedException;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/**
 * The services' programs, each a folder with its jar and those of its libraries side by side: a JVM starts faster from them than from the
 * one jar of the build, and only from them can it start with a cache. A build that overwrites its jars does not touch what runs.
 *
 * @param folder of all programs
 */
record ServiceJars(Path folder) {

    private static final String HALVES = "new";
    private static final List<String> QUICK = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    /**
     * The folder of a service's program, named after the content of the jar that was built; in it is {@code NAME.jar}, to be run.
     *
     * @param name of the service
     * @param built its runnable jar
     */
    Path program(String name, Path built) throws IOException {
        Path program = folder.resolve(name + "-" + FileChecksum.of(built));
        if (!Files.exists(program)) {
            Path halves = Files.createDirectories(folder.resolve(HALVES));
            Path half = Files.createTempDirectory(halves, name);
            extract(built, half, half.resolve(name + ".jar"));
            deleteOthers(name, program);
            try {
                Files.move(half, program, StandardCopyOption.ATOMIC_MOVE);
            } catch (FileAlreadyExistsException | DirectoryNotEmptyException sameElsewhere) {
                Directories.delete(half);
            }
        }
        return program;
    }

    private void extract(Path built, Path into, Path jar) throws IOException {
        if (!isSpringBoots(built)) {
            Files.copy(built, jar);
            return;
        }
        List<String> extract =
                List.of("-jar", built.toString(), "extract", "--force", "--destination", into.toString());
        Command.Result result = new Command(ChildJvm.command(
                        folder,
                        Stream.concat(QUICK.stream(), Stream.of("-Djarmode=tools"))
                                .toList(),
                        extract))
                .run();
        if (result.exitCode() != 0) {
            throw new ServerFailedException("%s could not be extracted: %s".formatted(built, result.output()));
        }
        Files.move(into.resolve(built.getFileName()), jar);
    }

    private static boolean isSpringBoots(Path jar) throws IOException {
        try (JarFile content = new JarFile(jar.toFile())) {
            Manifest manifest = content.getManifest();
            return manifest != null && manifest.getMainAttributes().getValue("Spring-Boot-Lib") != null;
        }
    }

    private void deleteOthers(String name, Path program) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            // Not this program: another start at this moment may have put it there, and runs it.
            for (Path earlier : all.filter(
                            path -> path.getFileName().toString().startsWith(name) && !path.equals(program))
                    .toList()) {
                Directories.delete(earlier);
            }
        }
    }

    /** Deletes what is left of a start that was killed. Nobody else may use the folder now. */
    void deleteHalves() throws IOException {
        Directories.delete(folder.resolve(HALVES));
    }
}
