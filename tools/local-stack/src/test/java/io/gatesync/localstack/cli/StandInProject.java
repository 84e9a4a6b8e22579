package io.gatesync.localstack.cli;

import io.gatesync.servers.Distribution;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** A project as if it were built: with the real servers, and {@link StandInService} in place of each service. */
record StandInProject(Path root) {

    private static final List<String> MODULES = List.of("ingest-gateway", "scan-processor", "status-projector");

    static StandInProject in(Path root) throws IOException {
        Path real = Distribution.ofSystemProperty().root();
        StandInProject project = new StandInProject(root);
        Files.createDirectories(project.servers().getParent());
        Files.createSymbolicLink(
                project.servers(),
                real.resolve("tools").resolve("server-processes").resolve("servers"));
        for (String module : MODULES) {
            Path target = Files.createDirectories(root.resolve(module).resolve("target"));
            writeJar(target.resolve(module + "-1-exec.jar"));
        }
        return project;
    }

    private static void writeJar(Path jar) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, StandInService.class.getName());
        String classFile = StandInService.class.getName().replace('.', '/') + ".class";
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
                InputStream in = StandInService.class.getClassLoader().getResourceAsStream(classFile)) {
            out.putNextEntry(new JarEntry(classFile));
            in.transferTo(out);
            out.closeEntry();
            out.putNextEntry(new JarEntry("BOOT-INF/classes/io/gatesync/projector/rebuild-tables.sql"));
            out.write("truncate projection_offsets;".getBytes(StandardCharsets.UTF_8));
            out.closeEntry();
        }
    }

    /** JUnit would warn of a link that leads out of its temporary folder. */
    void deleteLink() throws IOException {
        Files.delete(servers());
    }

    private Path servers() {
        return root.resolve("tools").resolve("server-processes").resolve("servers");
    }

    Path folder() {
        return root.resolve(".gatesync");
    }
}
