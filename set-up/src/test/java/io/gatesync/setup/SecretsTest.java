package io.gatesync.setup;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatesync.access.AccessFiles;
import io.gatesync.access.Account;
import io.gatesync.access.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {

    @TempDir
    private Path volumes;

    @Test
    void secrets_are_made_once_where_the_environment_says() throws IOException {
        Path access = volumes.resolve("access");
        Path password = volumes.resolve("database").resolve("spring.datasource.password");
        Secrets secrets = Secrets.of(Map.of(
                "GATESYNC_ACCESS_DIR", access.toString(), "GATESYNC_DATABASE_PASSWORD_FILE", password.toString()));

        secrets.make();
        String made = Files.readString(access.resolve("services.properties"));
        String drawn = Files.readString(password);
        secrets.make();

        assertThat(new AccessFiles(access).accounts()).extracting(Account::role).containsExactly(Role.ORGANISER);
        assertThat(access.resolve("organiser-passcode")).isNotEmptyFile();
        assertThat(Files.readString(access.resolve("services.properties"))).isEqualTo(made);
        assertThat(Files.readString(password)).isEqualTo(drawn).hasSizeGreaterThan(20);
    }

    @Test
    void an_environment_that_says_nothing_makes_none() throws IOException {
        Secrets.of(Map.of()).make();

        assertThat(volumes).isEmptyDirectory();
    }
}
