package io.gatesync.apidescription;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** docs/openapi.json says what the code does. */
class ApiDescriptionTest {
    private static final Path ROOT = Path.of(System.getProperty("gatesync.root"));
    private static final Path COMMITTED = ROOT.resolve("docs/openapi.json");

    @Test
    void the_committed_description_is_the_one_that_the_code_gives() throws IOException {
        String made = ApiDescription.make(ROOT);
        if ("write".equals(System.getProperty("openapi"))) {
            Files.writeString(COMMITTED, made);
        }

        assertThat(Files.exists(COMMITTED) ? Files.readString(COMMITTED) : "")
                .as("docs/openapi.json differs from the code. If the code is right, write it anew: "
                        + "mvn -pl tools/api-description -am test -Dopenapi=write -Dtest=ApiDescriptionTest"
                        + " -Dsurefire.failIfNoSpecifiedTests=false, and commit it. Difference")
                .isEqualTo(made);
    }
}
