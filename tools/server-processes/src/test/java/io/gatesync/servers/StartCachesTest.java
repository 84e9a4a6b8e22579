package io.gatesync.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With real JVMs and their real caches, of a program that only says a word. */
class StartCachesTest {

    private static final String NAME = "word";

    @TempDir
    private Path root;

    private Path program;
    private Path jar;
    private Path caches;

    /** The program. */
    public static final class Word {
        private Word() {}

        public static void main(String[] arguments) {
            System.out.println("the word");
        }
    }

    @BeforeEach
    void record_a_cache() throws IOException {
        program = Files.createDirectories(root.resolve("my program"));
        jar = program.resolve("word.jar");
        writeJar();
        caches = root.resolve("caches");
        StartCaches recorded = StartCaches.recordedIn(root.resolve("recorded"));
        assertThat(run(recorded.applied(NAME, program, command()))).contains("the word");
        assertThat(recorded.moveTo(caches)).isEqualTo(1);
    }

    private void writeJar() throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Word.class.getName());
        String classFile = Word.class.getName().replace('.', '/') + ".class";
        try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest);
                var in = Word.class.getClassLoader().getResourceAsStream(classFile)) {
            out.putNextEntry(new JarEntry(classFile));
            in.transferTo(out);
            out.closeEntry();
        }
    }

    private List<String> command(String... jvmOptions) {
        return ChildJvm.command(root, List.of(jvmOptions), List.of("-jar", jar.toString()));
    }

    private static String run(List<String> command) {
        Command.Result result = new Command(command).run();
        assertThat(result.exitCode()).as(result.output()).isZero();
        return result.output();
    }

    /** What becomes of the command, at a start of its own. */
    private List<String> applied(List<String> command) {
        return StartCaches.in(caches).applied(NAME, program, command);
    }

    private void is_not_used_and_missed(List<String> command) {
        StartCaches now = StartCaches.in(caches);
        assertThat(now.applied(NAME, program, command)).isEqualTo(command);
        assertThat(now.missing()).containsExactly(NAME);
    }

    private Path file(String ending) {
        return caches.resolve(NAME + ending);
    }

    @Test
    void a_program_takes_its_classes_from_its_cache_whatever_its_heap_and_its_data_are() {
        StartCaches now = StartCaches.in(caches);
        List<String> command = new ArrayList<>(now.applied(NAME, program, command("-Xmx64m", "-Ddata=elsewhere")));
        assertThat(now.missing()).isEmpty();

        command.add(1, "-Xlog:class+load");
        assertThat(run(command))
                .containsPattern(Word.class.getName().replace("$", "\\$") + " source: shared objects file");
    }

    @Test
    void without_any_cache_a_program_starts_as_it_is() {
        caches = root.resolve("empty");
        is_not_used_and_missed(command());
    }

    @Test
    void a_cache_of_other_jars_is_not_used() throws IOException {
        Files.setLastModifiedTime(jar, FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));
        is_not_used_and_missed(command());
    }

    @Test
    void a_cache_made_before_a_jar_was_added_is_not_used() throws IOException {
        Files.copy(jar, program.resolve("another.jar"));
        is_not_used_and_missed(command());
    }

    @Test
    void a_cache_of_other_options_is_not_used() {
        is_not_used_and_missed(command("-XX:+UseSerialGC"));
    }

    @Test
    void a_cache_of_another_jdk_is_not_used() throws IOException {
        String note = Files.readString(file(".note"));
        Files.writeString(file(".note"), note.replace(System.getProperty("java.vm.version"), "25.0.1+8-LTS"));
        is_not_used_and_missed(command());
    }

    @Test
    void a_cache_of_a_jdk_elsewhere_is_not_used() {
        List<String> command = new ArrayList<>(command());
        command.set(0, "/opt/another-jdk/bin/java");
        is_not_used_and_missed(command);
    }

    /** A JVM would believe what stands there. */
    @Test
    void a_damaged_cache_is_not_used() throws IOException {
        byte[] content = Files.readAllBytes(file(".cache"));
        content[content.length / 2] ^= 1;
        Files.write(file(".cache"), content);
        is_not_used_and_missed(command());
    }

    @Test
    void a_cache_that_was_cut_short_or_deleted_is_not_used() throws IOException {
        byte[] content = Files.readAllBytes(file(".cache"));
        Files.write(file(".cache"), List.of("half"));
        is_not_used_and_missed(command());
        Files.write(file(".cache"), content);
        assertThat(applied(command())).hasSize(command().size() + 1);
        Files.delete(file(".cache"));
        is_not_used_and_missed(command());
    }

    @Test
    void a_cache_whose_note_is_missing_or_cut_short_is_not_used() throws IOException {
        String note = Files.readString(file(".note"));
        Files.writeString(file(".note"), note.substring(0, note.length() / 2));
        is_not_used_and_missed(command());
        Files.writeString(file(".note"), "");
        is_not_used_and_missed(command());
        Files.delete(file(".note"));
        is_not_used_and_missed(command());
    }

    /** It was killed, for example. */
    @Test
    void a_program_of_which_no_cache_came_is_not_recorded_at_each_start() throws IOException {
        StartCaches killed = StartCaches.recordedIn(root.resolve("killed"));
        killed.applied(NAME, program, command());
        assertThat(killed.moveTo(caches)).isZero();

        StartCaches now = StartCaches.in(caches);
        assertThat(now.applied(NAME, program, command())).isEqualTo(command());
        assertThat(now.missing()).isEmpty();
    }
}
