package io.gatesync.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The two ways in which root stops being root. PostgreSQL's own test uses the one that this machine allows. */
@EnabledIf("isRoot")
class UnprivilegedUserTest {

    private static final Path SHELL = Path.of("/bin/sh");

    /** Only root may enter it. */
    @TempDir
    private Path folder;

    static boolean isRoot() {
        return new Command(List.of("id", "-u")).run().output().strip().equals("0");
    }

    @Test
    void in_a_namespace_a_program_is_not_root_and_stays_one_process() {
        UnprivilegedUser user = new UnprivilegedUser.InNamespace();
        assumeThat(new Command(user.command(List.of("true"))).succeeds())
                .as("containers often refuse user namespaces")
                .isTrue();

        assertIsNotRootAndOneProcess(user);
    }

    @Test
    void as_nobody_a_program_is_not_root_and_stays_one_process() {
        assertIsNotRootAndOneProcess(new UnprivilegedUser.Nobody());
    }

    private static void assertIsNotRootAndOneProcess(UnprivilegedUser user) {
        Command.Result result = new Command(user.command(List.of("sh", "-c", "id -u; echo $$ $PPID"))).run();

        List<String> lines = result.output().lines().toList();
        assertThat(lines.get(0)).isNotEqualTo("0");
        assertThat(lines.get(1)).endsWith(" " + ProcessHandle.current().pid());
    }

    @Test
    void a_user_who_cannot_enter_the_folder_is_passed_over() {
        UnprivilegedUser.Same other = new UnprivilegedUser.Same();

        assertThat(UnprivilegedUser.first(List.of(new UnprivilegedUser.Nobody(), other), SHELL, folder))
                .isSameAs(other);
    }

    @Test
    void where_no_user_can_enter_the_folder_the_operator_is_told_what_to_do() {
        assertThatThrownBy(() -> UnprivilegedUser.first(List.of(new UnprivilegedUser.Nobody()), SHELL, folder))
                .isInstanceOf(ServerFailedException.class)
                .hasMessageContainingAll(folder.toString(), "another user");
    }
}
