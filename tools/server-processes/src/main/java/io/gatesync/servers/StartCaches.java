package io.gatesync.servers;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * Files that make JVMs start in a third of the time: each has the classes of one program as they were loaded and linked in an earlier
 * run, and which methods were hot. It is Java's AOT cache where there is one (JDK 25), and else its class data archive.
 *
 * <p>A JVM believes its cache. So each has a note beside it that says of which JDK, options and jars it is, and its checksum; without a
 * note that is true of now, a program starts as if there were no cache.
 */
public final class StartCaches {

    private static final int FIRST_WITH_AOT_CACHE = 25;
    private static final String CACHE = ".cache";
    private static final String NOTE = ".note";
    private static final String HALF = ".half";
    private static final String NOTHING_CAME = "cache none";

    private final Path folder;
    private final boolean recording;
    private final Set<String> missing = new ConcurrentSkipListSet<>();
    private final Map<String, String> recorded = new ConcurrentHashMap<>();

    private StartCaches(Path folder, boolean recording) {
        this.folder = folder.toAbsolutePath().normalize();
        this.recording = recording;
    }

    /** The caches in a folder, which may be empty or missing. */
    public static StartCaches in(Path folder) {
        return new StartCaches(folder, false);
    }

    /** Programs that are started with these write their caches into the folder when they end, which takes them some seconds. */
    public static StartCaches recordedIn(Path folder) {
        return new StartCaches(folder, true);
    }

    /**
     * The command line of a JVM with its cache, or as it was if there is none of exactly this program.
     *
     * @param name of the program; the same whatever ports and data it has
     * @param program the folder of its jars, all of them
     * @param command its command line, with the JVM's own options before the class or jar
     */
    public List<String> applied(String name, Path program, List<String> command) {
        if (cannotBeNamed()) {
            return command;
        }
        try {
            String key = key(program, command);
            if (recording) {
                Files.createDirectories(folder);
                recorded.put(name, key);
                return with(recordingOption() + cache(name), command);
            }
            List<String> note = note(name);
            if (note.size() != 2 || !note.getFirst().equals(key)) {
                missing.add(name);
                return command;
            }
            if (note.get(1).equals(NOTHING_CAME)) {
                return command;
            }
            if (!Files.exists(cache(name)) || !note.get(1).equals(content(cache(name)))) {
                missing.add(name);
                return command;
            }
            return with(usingOption() + cache(name), command);
        } catch (IOException | UncheckedIOException e) {
            // What only makes a start faster keeps nothing from starting.
            missing.add(name);
            return command;
        }
    }

    /** The programs that were started without a cache, because there was none of exactly them. */
    public Set<String> missing() {
        return new TreeSet<>(missing);
    }

    /**
     * Moves what was recorded to where it is used from now on. What no cache came of is noted as well, so that nobody tries in vain at
     * each start.
     *
     * @param destination the folder of {@link #in}
     * @return of how many programs there is a cache now
     */
    public int moveTo(Path destination) throws IOException {
        Files.createDirectories(destination);
        int made = 0;
        for (Map.Entry<String, String> each : recorded.entrySet()) {
            String name = each.getKey();
            // First, so that no note ever stands beside the cache of another program.
            Files.deleteIfExists(destination.resolve(name + NOTE));
            String content = NOTHING_CAME;
            if (Files.exists(cache(name))) {
                content = content(cache(name));
                Files.move(cache(name), destination.resolve(name + CACHE), StandardCopyOption.ATOMIC_MOVE);
                made++;
            }
            Path half = destination.resolve(name + HALF);
            Files.writeString(half, each.getValue() + "\n" + content + "\n");
            Files.move(half, destination.resolve(name + NOTE), StandardCopyOption.ATOMIC_MOVE);
        }
        return made;
    }

    private Path cache(String name) {
        return folder.resolve(name + CACHE);
    }

    private List<String> note(String name) throws IOException {
        Path file = folder.resolve(name + NOTE);
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    /** In these options, JVMs take such paths for several files, or for a pattern. */
    private boolean cannotBeNamed() {
        String path = folder.toString();
        return path.contains(File.pathSeparator) || path.contains("%");
    }

    private static String recordingOption() {
        return hasAotCache() ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=";
    }

    private static String usingOption() {
        return hasAotCache() ? "-XX:AOTCache=" : "-XX:SharedArchiveFile=";
    }

    private static boolean hasAotCache() {
        return Runtime.version().feature() >= FIRST_WITH_AOT_CACHE;
    }

    private static List<String> with(String option, List<String> command) {
        List<String> whole = new ArrayList<>(command);
        whole.add(1, option);
        return whole;
    }

    /**
     * All that a cache depends on. JVMs check some of it themselves, such as sizes and dates of jars, but then say so only in a log, and a
     * new cache would never be made. Heaps may be of any size.
     */
    private static String key(Path program, List<String> command) throws IOException {
        String options = command.stream()
                .filter(word -> word.startsWith("-X") || word.startsWith("--"))
                .filter(word -> !word.startsWith("-Xm"))
                .collect(Collectors.joining(" "));
        return String.join(
                " | ",
                System.getProperty("java.vm.vendor"),
                System.getProperty("java.vm.version"),
                System.getProperty("os.arch"),
                command.getFirst(),
                options,
                program.toString(),
                jars(program));
    }

    /** Which files there are, of which size and date. */
    private static String jars(Path program) throws IOException {
        try (Stream<Path> files = Files.walk(program)) {
            CRC32C all = new CRC32C();
            List<Path> sorted = files.filter(Files::isRegularFile).sorted().toList();
            for (Path file : sorted) {
                String line = "%s %d %d%n"
                        .formatted(
                                file,
                                Files.size(file),
                                Files.getLastModifiedTime(file).toMillis());
                all.update(line.getBytes(StandardCharsets.UTF_8));
            }
            return sorted.size() + " files " + FileChecksum.hex(all);
        }
    }

    private static String content(Path cache) throws IOException {
        return "cache " + FileChecksum.of(cache);
    }
}
