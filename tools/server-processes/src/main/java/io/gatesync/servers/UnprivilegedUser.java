package io.gatesync.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The user that runs PostgreSQL, which refuses to run as root. Unless this JVM runs as root, it is this JVM's user.
 *
 * <p>Otherwise PostgreSQL runs in a user namespace ({@code unshare}): there it has no user name, and outside the files
 * still belong to root. Where the kernel or a container refuses namespaces, it runs as {@code nobody} ({@code setpriv}),
 * who must then own the data and be able to enter the folders above them.
 */
sealed interface UnprivilegedUser {

    /** The command as this user runs it; it stays one process. */
    List<String> command(List<String> command);

    /** Gives a file or folder to this user. */
    void own(Path path);

    /**
     * Finds a user who can run a program and enter a folder.
     *
     * @throws ServerFailedException if there is none
     */
    static UnprivilegedUser find(Path program, Path folder) throws IOException {
        if (!isRoot(folder)) {
            return new Same();
        }
        return first(List.of(new InNamespace(), new Nobody()), program, folder);
    }

    /** The first of these users who can do that. */
    static UnprivilegedUser first(List<UnprivilegedUser> users, Path program, Path folder) {
        return users.stream()
                .filter(user -> user.canRun(program, folder))
                .findFirst()
                .orElseThrow(() -> new ServerFailedException(
                        "PostgreSQL refuses to run as root, and neither `unshare --user` nor `setpriv` can run %s with data in %s. Start GateSync as another user."
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

    /** The user of this JVM, who is not root. */
    record Same() implements UnprivilegedUser {
        @Override
        public List<String> command(List<String> command) {
            return command;
        }

        @Override
        public void own(Path path) {
            // Files belong to who creates them.
        }
    }

    /** Root in a user namespace, where it has no name and no power. */
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

    /** The system's user without rights. */
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
