package io.gatesync.localstack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatesync.localstack.StackPort;
import io.gatesync.servers.Distribution;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

class ReadmeTest {

    private static final Pattern DEFAULT = Pattern.compile("\\$\\{env:(?<variable>\\w+)(:-(?<otherwise>\\w+))?}");

    private static List<String> rows(String start) throws IOException {
        Path root = Distribution.ofSystemProperty().root();
        return Files.readAllLines(root.resolve("tools/local-stack/README.md")).stream()
                .filter(line -> line.startsWith(start))
                .toList();
    }

    private static CommandSpec up() {
        return GateSync.commandLine().getSubcommands().get("up").getCommandSpec();
    }

    @Test
    void has_a_row_for_each_option_of_up_with_its_variable_and_its_default() throws IOException {
        List<String> documented = rows("| `--");
        List<OptionSpec> options = up().options().stream()
                .filter(option -> !option.usageHelp() && !option.hidden() && !option.isMultiValue())
                .toList();

        assertThat(documented).hasSameSizeAs(options);
        for (OptionSpec option : options) {
            Matcher value = DEFAULT.matcher(declaredDefault(option));
            assertThat(value.matches()).as(option.longestName()).isTrue();
            String otherwise = value.group("otherwise") == null ? "" : " | " + value.group("otherwise") + " |";
            assertThat(documented)
                    .as("the row of %s", option.longestName())
                    .anyMatch(row -> row.startsWith(
                            "| `%s` | `%s`%s".formatted(option.longestName(), value.group("variable"), otherwise)));
        }
    }

    @Test
    void has_a_row_for_each_port_with_its_variable_and_its_default_as_help_says_it() throws IOException {
        String help = up().commandLine().getUsageMessage();
        for (StackPort port : StackPort.values()) {
            assertThat(rows("| `" + port + "` | `" + PortOptions.variable(port) + "` | " + port.usual() + " |"))
                    .as("the row of %s", port)
                    .hasSize(1);
            assertThat(help).contains(port + "=" + port.usual());
        }
    }

    /** As written, with the name of the variable; picocli itself only tells what comes out of it. */
    private static String declaredDefault(OptionSpec option) {
        return ((Field) option.userObject()).getAnnotation(Option.class).defaultValue();
    }
}
