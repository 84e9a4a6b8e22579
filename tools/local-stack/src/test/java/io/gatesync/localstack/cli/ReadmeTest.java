package io.gatesync.localstack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatesync.servers.Distribution;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

class ReadmeTest {

    private static final Pattern DEFAULT = Pattern.compile("\\$\\{env:(?<variable>\\w+)(:-(?<otherwise>\\w+))?}");

    @Test
    void has_a_row_for_each_option_of_up_with_its_variable_and_its_default() throws IOException {
        Path root = Distribution.ofSystemProperty().root();
        List<String> readme = Files.readAllLines(root.resolve("tools/local-stack/README.md"));
        List<String> documented =
                readme.stream().filter(line -> line.startsWith("| `--")).toList();
        List<OptionSpec> options = GateSync.commandLine().getSubcommands().get("up").getCommandSpec().options().stream()
                .filter(option -> !option.usageHelp())
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

    /** As written, with the name of the variable; picocli itself only tells what comes out of it. */
    private static String declaredDefault(OptionSpec option) {
        return ((Field) option.userObject()).getAnnotation(Option.class).defaultValue();
    }
}
