package io.gatesync.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who runs PostgreSQL, which refuses to run as root: whoever runs this JVM, unless that is root.
 *
 * <p>Root becomes nobody in particular inside a user namespace ({@code unshare}), which leaves the files its own. Where
 * the kernel or a container refuses that, {@code setpriv} makes it the user {@code nobody}, who must then own the data
 * and be let into the folders above them.
 */
sealed interface UnprivilegedUser {

    /** The command as this user runs it; it stays one process. */
    List<String> command(List<String> command);

    /** Gives a file or folder to this user. */
    void own(Path path);

    /** Finds a way in which {@code program} can be run and {@code folder} be entered. */
    static UnprivilegedUser find(Path program, Path folder) throws IOException {
        if (!isRoot(folder)) {
            return new Oneself();
        }
        return Optional.<UnprivilegedUser>of(new InNamespace())
                .filter(user -> user.canRun(program, folder))
                .or(() -> Optional.<UnprivilegedUser>of(new Nobody()).filter(user -> user.canRun(program, folder)))
                .orElseThrow(() -> new ServerFailedException(
                        "PostgreSQL refuses to run as root, and neither `unshare -U` nor `setpriv` can make %s run with data in %s: start GateSync as another user"
                                .formatted(program, folder)));
    }

    /** Whether this user may run the program and enter the folder. */
    private boolean canRun(Path program, Path folder) {
        return new Command(command(List.of("test", "-x", program.toString()))).succeeds()
                && new Command(command(List.of("test", "-x", folder.toString()))).succeeds();
    }

    private static boolean isRoot(Path folder) throws IOException {
        Path probe = Files.createTempFile(folder, "owner", "");
        try {
            return Files.getAttribute(probe, "unix:uid").equals(0);
        } finally {
            Files.delete(probe);
        }
    }

    /** Any user but root. */
    record Oneself() implements UnprivilegedUser {
        @Override
        public List<String> command(List<String> command) {
            return command;
        }

        @Override
        public void own(Path path) {
            // What one made is one's own.
        }
    }

    /** Root, seen from inside as a user without a name. */
    record InNamespace() implements UnprivilegedUser {
        @Override
        public List<String> command(List<String> command) {
            return prefixed(List.of("unshare", "--user"), command);
        }

        @Override
        public void own(Path path) {
            changeOwner(path, 0);
        }
    }

    /** The user who owns nothing. */
    record Nobody() implements UnprivilegedUser {
        private static final int ID = 65_534;

        @Override
        public List<String> command(List<String> command) {
            return prefixed(List.of("setpriv", "--reuid=" + ID, "--regid=" + ID, "--clear-groups"), command);
        }

        @Override
        public void own(Path path) {
            changeOwner(path, ID);
        }
    }

    private static List<String> prefixed(List<String> prefix, List<String> command) {
        List<String> whole = new ArrayList<>(prefix);
        whole.addAll(command);
        return whole;
    }

    private static void changeOwner(Path path, int id) {
        Command.Result result = new Command(List.of("chown", "-R", id + ":" + id, path.toString())).run();
        if (result.exitCode() != 0) {
            throw new ServerFailedException("%s cannot be given to user %d: %s".formatted(path, id, result.output()));
        }
    }
}
