package io.gatesync.gateway.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Codes are read as devices read them: their tests in {@code web/device-sync} have the same file. */
class CodeVectorsTest {
    private static final Path VECTORS = Path.of("../web/device-sync/test/vectors/codes.json");

    static Stream<JsonNode> vectors() {
        return new JsonMapper().readTree(VECTORS.toFile()).path("codes").valueStream();
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void a_code_is_read_as_devices_read_it(JsonNode vector) {
        Optional<String> pattern =
                Optional.of(vector.path("pattern")).filter(JsonNode::isString).map(JsonNode::asString);
        CodeRule rule = CodeRule.of(pattern, vector.path("caseMatters").asBoolean());

        assertThat(rule.codeIn(TextRule.clean(vector.path("scanned").asString())))
                .isEqualTo(vector.path("code").asString());
    }
}
