package io.gatesync.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Both ways in which root stops being root; whichever this machine allows, PostgreSQL's own test then uses. */
@EnabledIf("isRoot")
class UnprivilegedUserTest {

    static Stream<UnprivilegedUser> ways() {
        return Stream.of(new UnprivilegedUser.InNamespace(), new UnprivilegedUser.Nobody());
    }

    static boolean isRoot() {
        return new Command(List.of("id", "-u")).run().output().strip().equals("0");
    }

    @ParameterizedTest
    @MethodSource("ways")
    void a_program_does_not_take_itself_for_root_and_stays_one_process(UnprivilegedUser user) {
        Command.Result result = new Command(user.command(List.of("sh", "-c", "id -u; echo $$ $PPID"))).run();
        boolean refused = result.exitCode() != 0;
        if (refused && user instanceof UnprivilegedUser.InNamespace) {
            // Containers often refuse user namespaces: that is what the other way is for.
            return;
        }
        List<String> lines = result.output().lines().toList();
        assertThat(lines.get(0)).isNotEqualTo("0");
        assertThat(lines.get(1)).endsWith(" " + ProcessHandle.current().pid());
    }
}
