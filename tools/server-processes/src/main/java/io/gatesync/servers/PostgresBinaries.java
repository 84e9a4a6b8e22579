package io.gatesync.servers;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's programs, unpacked next to their archive when first used. */
final class PostgresBinaries {

    private static final int OWNER_MAY_EXECUTE = 0100;

    private PostgresBinaries() {}

    static Path unpacked(Path archive) throws IOException {
        Path home = archive.resolveSibling("unpacked");
        if (Files.exists(home)) {
            return home;
        }
        // Several JVMs may do this at once: each unpacks into a folder of its own, and the first to finish renames it.
        Path own = Files.createTempDirectory(archive.getParent(), "unpacking-");
        try {
            // Readable by all: PostgreSQL may have to run as another user.
            Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rwxr-xr-x"));
            unpack(archive, own);
            Files.move(own, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
            Directories.delete(own);
        } catch (IOException e) {
            Directories.delete(own);
            if (!Files.exists(home)) {
                throw e;
            }
        }
        return home;
    }

    private static void unpack(Path archive, Path into) throws IOException {
        try (var file = new BufferedInputStream(Files.newInputStream(archive));
                var tar = new TarArchiveInputStream(new XZInputStream(file))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path target = into.resolve(entry.getName()).normalize();
                if (!target.startsWith(into)) {
                    throw new IOException(archive + " contains a path outside its folder: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                    continue;
                }
                Files.createDirectories(target.getParent());
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
                } else {
                    Files.copy(tar, target);
                    boolean program = (entry.getMode() & OWNER_MAY_EXECUTE) != 0;
                    Files.setPosixFilePermissions(
                            target, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
                }
            }
        }
    }
}
