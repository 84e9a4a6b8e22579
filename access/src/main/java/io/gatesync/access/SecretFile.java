package io.gatesync.access;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A file with a secret, in a folder with nothing else: only its owner can read either. */
public record SecretFile(Path path) {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> FOLDER_OF_OWNER = PosixFilePermissions.fromString("rwx------");

    private static final SecureRandom RANDOM = new SecureRandom();
    /** What nobody takes for something else when he reads it from a screen and types it. */
    private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";

    private static final int GROUP = 5;

    /** As long as it takes that nobody ever guesses it: 99 bits. */
    static final int GROUPS = 4;

    /** Whether it exists. */
    public boolean exists() {
        return Files.exists(path);
    }

    /**
     * The secret, without white space around it.
     *
     * @throws UncheckedIOException if it cannot be read
     */
    public String read() {
        try {
            return Files.readString(path).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Draws a passcode and writes it, unless the file exists.
     *
     * @param groups of five letters or digits, about 25 bits each
     * @return what stands in it
     */
    public String readOrDraw(int groups) {
        if (!exists()) {
            write(draw(groups) + "\n");
        }
        return read();
    }

    /** The same, for a secret that nobody types. */
    public String readOrDraw() {
        return readOrDraw(GROUPS);
    }

    /** In one step: who is killed meanwhile leaves the file as it was. */
    void write(String content) {
        try {
            Path folder = Files.createDirectories(path.toAbsolutePath().getParent());
            Files.setPosixFilePermissions(folder, FOLDER_OF_OWNER);
            Path half = folder.resolve(path.getFileName() + ".half");
            Files.deleteIfExists(half);
            Files.createFile(half, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            Files.write(half, content.getBytes(StandardCharsets.ISO_8859_1));
            Files.move(half, path, ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A passcode that nobody guesses. */
    static String draw(int groups) {
        return IntStream.range(0, groups).mapToObj(group -> group()).collect(Collectors.joining("-"));
    }

    private static String group() {
        StringBuilder letters = new StringBuilder();
        for (int i = 0; i < GROUP; i++) {
            letters.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
        }
        return letters.toString();
    }
}
