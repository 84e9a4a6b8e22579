package io.gatesync.projector.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Codes are hashed as devices hash them: their tests in {@code web/device-sync} have the same file. */
class TicketCodesTest {
    private static final JsonNode VECTORS = new JsonMapper()
            .readTree(Path.of("../web/device-sync/test/vectors/codes.json").toFile());
    private static final TicketCodes CODES =
            new TicketCodes(Base64.getUrlDecoder().decode(VECTORS.path("key").asString()));

    static Stream<JsonNode> vectors() {
        return VECTORS.path("codes").valueStream();
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void a_code_has_the_hash_that_devices_look_for(JsonNode vector) {
        assertThat(CODES.hash(vector.path("code").asString()))
                .hasToString(vector.path("hash").asString());
    }

    @Test
    void the_first_bits_say_the_part() {
        assertThat(new TicketHash(0x0FFF_FFFF_FFFF_FFFFL, -1).part()).isZero();
        assertThat(new TicketHash(-1, 0).part()).isEqualTo(TicketHash.PARTS - 1);
    }
}
