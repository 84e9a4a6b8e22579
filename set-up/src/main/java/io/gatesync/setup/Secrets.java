package io.gatesync.setup;

import io.gatesync.access.AccessFiles;
import io.gatesync.access.AccessFiles.NewAccount;
import io.gatesync.access.SecretFile;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The secrets of a deployment that has none yet: made once, where the environment says. No service could share what each would
 * make for itself.
 *
 * @param access the folder for the services' key and the organiser
 * @param databasePassword the file for the password of PostgreSQL
 */
record Secrets(Optional<Path> access, Optional<Path> databasePassword) {
    private static final Logger LOG = LoggerFactory.getLogger(Secrets.class);
    private static final String ORGANISER = "organiser";

    static Secrets of(Map<String, String> env) {
        return new Secrets(
                Optional.ofNullable(env.get("GATESYNC_ACCESS_DIR")).map(Path::of),
                Optional.ofNullable(env.get("GATESYNC_DATABASE_PASSWORD_FILE")).map(Path::of));
    }

    /** Makes those that do not exist. */
    void make() {
        access.ifPresent(folder -> {
            AccessFiles files = new AccessFiles(folder);
            if (files.make(NewAccount.organiser(ORGANISER))) {
                LOG.info(
                        "Made a key and the account {}. Its passcode: {}",
                        ORGANISER,
                        files.passcode(ORGANISER).path());
            }
        });
        databasePassword.map(SecretFile::new).ifPresent(SecretFile::readOrDraw);
    }
}
