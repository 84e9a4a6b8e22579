package io.gatesync.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class OrganiserOptionsTest {

    private static Path passcodeFile(String... arguments) {
        return CommandLine.populateCommand(new OrganiserOptions(), arguments).passcodeFile();
    }

    @Test
    void the_passcode_is_read_from_the_data_folder_of_the_project_wherever_the_command_is_called() {
        assertThat(passcodeFile())
                .isEqualTo(Path.of(System.getProperty("gatesync.root"), ".gatesync", "access", "organiser-passcode"));
        assertThat(passcodeFile("--data", "/elsewhere", "--account", "anna"))
                .isEqualTo(Path.of("/elsewhere/access/anna-passcode"));
        assertThat(passcodeFile("--data", "/elsewhere", "--passcode-file", "/mine"))
                .isEqualTo(Path.of("/mine"));
    }
}
