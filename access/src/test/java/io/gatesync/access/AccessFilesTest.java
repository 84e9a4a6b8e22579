package io.gatesync.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatesync.access.AccessFiles.NewAccount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessFilesTest {

    @TempDir
    private Path data;

    private Path folder;
    private AccessFiles files;

    @BeforeEach
    void a_folder_that_does_not_exist() {
        folder = data.resolve("my data").resolve("access");
        files = new AccessFiles(folder);
    }

    private boolean make() {
        return files.make(NewAccount.organiser("organiser"), NewAccount.lead("lead", "demo"));
    }

    private Properties settings() throws IOException {
        Properties settings = new Properties();
        try (var reader = Files.newBufferedReader(folder.resolve("services.properties"))) {
            settings.load(reader);
        }
        return settings;
    }

    @Test
    void a_key_that_is_good_enough_and_accounts_whose_passcodes_fit_are_made() throws IOException {
        assertThat(make()).isTrue();

        Properties settings = settings();
        AccessKeys.Key key = new AccessKeys.Key(
                settings.getProperty("gatesync.access.keys[0].id"),
                settings.getProperty("gatesync.access.keys[0].secret"));
        assertThat(new AccessKeys(List.of(key)).signingId()).matches("\\d{4}-\\d\\d-\\d\\d-[0-9a-f]{6}");
        assertThat(files.accounts()).extracting(Account::name).containsExactly("organiser", "lead");
        assertThat(files.accounts()).extracting(Account::role).containsExactly(Role.ORGANISER, Role.LEAD);
        assertThat(files.accounts().getLast().eventId()).contains("demo");
        assertThat(files.accounts())
                .allSatisfy(account -> assertThat(new Passcodes()
                                .matches(files.passcode(account.name()).read(), account.passcodeHash()))
                        .isTrue());
    }

    @Test
    void only_the_owner_can_read_them() throws IOException {
        make();
        files.add(NewAccount.organiser("second"));
        files.passcode("demo").readOrDraw(2);

        assertThat(Files.getPosixFilePermissions(folder)).isEqualTo(PosixFilePermissions.fromString("rwx------"));
        try (var all = Files.list(folder)) {
            assertThat(all.toList())
                    .hasSize(4)
                    .allSatisfy(file -> assertThat(Files.getPosixFilePermissions(file))
                            .isEqualTo(PosixFilePermissions.fromString("rw-------")));
        }
    }

    @Test
    void nothing_is_made_twice() throws IOException {
        make();
        String demo = files.passcode("demo").readOrDraw(2);
        Properties before = settings();

        assertThat(make()).isFalse();
        assertThat(settings()).isEqualTo(before);
        assertThat(files.passcode("demo").readOrDraw(2)).isEqualTo(demo).matches("[a-z2-9]{5}-[a-z2-9]{5}");
    }

    @Test
    void what_was_killed_before_the_end_is_made_anew() throws IOException {
        make();
        String passcode = files.passcode("organiser").read();
        Files.delete(folder.resolve("services.properties"));

        assertThat(make()).isTrue();
        assertThat(files.passcode("organiser").read()).isNotEqualTo(passcode);
    }

    @Test
    void accounts_are_added_and_removed_and_the_key_stays() throws IOException {
        make();
        String key = settings().getProperty("gatesync.access.keys[0].secret");

        String passcode = files.add(NewAccount.lead("zoe", "Fête 2026 = \\o/"));

        Account added = files.accounts().getLast();
        assertThat(added.eventId()).isEqualTo(Optional.of("Fête 2026 = \\o/"));
        assertThat(new Passcodes().matches(passcode, added.passcodeHash())).isTrue();
        assertThat(files.remove("organiser")).isTrue();
        assertThat(files.remove("organiser")).isFalse();
        assertThat(files.accounts()).extracting(Account::name).containsExactly("lead", "zoe");
        assertThat(settings().getProperty("gatesync.access.keys[0].secret")).isEqualTo(key);
    }

    @Test
    void a_name_is_given_once_and_is_plain() {
        make();

        assertThatThrownBy(() -> files.add(NewAccount.organiser("lead"))).hasMessageContaining("already");
        assertThatThrownBy(() -> files.add(NewAccount.organiser("../lead"))).hasMessageContaining("letters");
    }
}
