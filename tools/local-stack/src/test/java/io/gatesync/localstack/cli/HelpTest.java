package io.gatesync.localstack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HelpTest {

    @Test
    void names_every_command_and_no_other() {
        var named = GateSync.help()
                .lines()
                .filter(line -> line.startsWith("  ./gatesync "))
                .map(line -> line.strip().split(" ", -1)[1])
                .toList();
        assertThat(named)
                .containsExactlyInAnyOrderElementsOf(
                        GateSync.commandLine().getSubcommands().keySet());
    }
}
