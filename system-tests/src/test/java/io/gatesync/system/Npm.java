package io.gatesync.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Runs tests of {@code web} against a running stack. */
final class Npm {
    private static final Path WEB = Path.of("../web");

    private Npm() {}

    /** Whether the build has found Node. */
    static boolean isInstalled() {
        return Files.isDirectory(WEB.resolve("node_modules"));
    }

    /**
     * Runs a script of a package, and fails if it does.
     *
     * @return what it has said
     */
    static String run(String workspace, String script, Map<String, String> environment)
            throws IOException, InterruptedException {
        ProcessBuilder npm = new ProcessBuilder("./with-node.sh", "npm", "run", script, "--workspace", workspace)
                .directory(WEB.toFile())
                .redirectErrorStream(true);
        npm.environment().putAll(environment);
        Process running = npm.start();
        String said = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(running.waitFor()).as(said).isZero();
        return said;
    }
}
