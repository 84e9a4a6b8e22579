package io.gatesync.gateway.described;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.gatesync.gateway.input.AccountLogin;
import io.gatesync.gateway.input.CodeRule;
import io.gatesync.gateway.input.DeviceLogin;
import io.gatesync.gateway.input.Enrolment;
import io.gatesync.gateway.input.EventChange;
import io.gatesync.gateway.input.RefusedInputException;
import io.gatesync.gateway.input.ResetConfirmation;
import io.gatesync.gateway.input.TriedScan;
import io.gatesync.gateway.input.UploadReader;
import io.gatesync.testing.DescribedApi;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Bodies are read as docs/openapi.json describes them. */
class BodiesTest {
    private static final Instant NOW = Instant.parse("2026-07-03T12:00:00Z");
    private static final UploadReader UPLOADS = UploadReader.ofBodiesUpTo(1_000_000);
    private static final DescribedApi API = DescribedApi.committed();

    static Stream<Arguments> bodies() {
        return Stream.of(
                reader("Upload", body -> UPLOADS.readBatch(body, NOW, (event, device) -> CodeRule.WHOLE_TEXT)),
                reader("OnlineScan", body -> UPLOADS.readSingle(body, NOW, (event, device) -> CodeRule.WHOLE_TEXT)),
                reader("Undo", body -> UPLOADS.readUndo(body, NOW, (event, device) -> CodeRule.WHOLE_TEXT)),
                reader("DeviceLogin", body -> DeviceLogin.read(body)),
                reader("AccountLogin", body -> AccountLogin.read(body)),
                reader("EventChange", body -> EventChange.read("open-air", body)),
                reader("Enrolment", body -> Enrolment.read(body)),
                reader("Reset", body -> {
                    ResetConfirmation.require(body, "Open Air");
                    return true;
                }),
                reader("Try", body -> TriedScan.read(body, CodeRule.WHOLE_TEXT)));
    }

    private static Arguments reader(String schema, Function<byte[], Object> read) {
        return arguments(schema, read);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bodies")
    void every_example_is_as_described_and_is_taken(String name, Function<byte[], Object> read) {
        assertThat(API.schema(name).path("examples")).isNotEmpty().allSatisfy(example -> {
            assertThat(API.errors(name, example)).isEmpty();
            assertThat(read.apply(bytes(example))).isNotNull();
        });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bodies")
    void without_what_is_required_a_body_is_refused_and_without_the_rest_it_means_something_else(
            String name, Function<byte[], Object> read) {
        JsonNode schema = API.schema(name);
        Set<String> required = new HashSet<>();
        schema.path("required").forEach(each -> required.add(each.asString()));
        Set<String> seen = new HashSet<>();
        for (JsonNode example : schema.path("examples")) {
            for (String property : example.propertyNames()) {
                seen.add(property);
                ObjectNode without = ((ObjectNode) example).deepCopy().without(property);
                if (required.contains(property)) {
                    assertThatThrownBy(() -> read.apply(bytes(without)))
                            .as(property)
                            .isInstanceOf(RefusedInputException.class);
                } else {
                    assertThat(outcome(read, without)).as(property).isNotEqualTo(outcome(read, example));
                    // A login names its event and its secret in one of several fields, and needs one of each.
                    assertThat(name.equals("DeviceLogin") || !(outcome(read, without) instanceof String))
                            .as(property + " is required")
                            .isTrue();
                }
            }
        }
        assertThat(seen)
                .containsExactlyInAnyOrderElementsOf(schema.path("properties").propertyNames());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bodies")
    void null_is_the_same_as_nothing_where_it_is_allowed(String name, Function<byte[], Object> read) {
        for (JsonNode example : API.schema(name).path("examples")) {
            for (String property : example.propertyNames()) {
                ObjectNode none = ((ObjectNode) example).deepCopy();
                none.putNull(property);
                if (API.errors(name, none).isEmpty()) {
                    assertThat(outcome(read, none))
                            .as(property)
                            .isEqualTo(outcome(read, none.deepCopy().without(property)));
                }
            }
        }
    }

    /** Both are read by the same code. */
    @Test
    void a_scan_of_an_upload_has_the_fields_of_an_online_scan() {
        Set<String> fields =
                new HashSet<>(API.schema("OnlineScan").path("properties").propertyNames());
        fields.removeAll(Set.of("event_id", "device_id", "session_token", "sent_at"));

        assertThat(API.schema("Upload.Scan").path("properties").propertyNames())
                .containsExactlyInAnyOrderElementsOf(fields);
    }

    /** What is read, or why it is refused. */
    private static Object outcome(Function<byte[], Object> read, JsonNode body) {
        try {
            return read.apply(bytes(body));
        } catch (RefusedInputException e) {
            return e.detail();
        }
    }

    private static byte[] bytes(JsonNode body) {
        return new JsonMapper().writeValueAsString(body).getBytes(StandardCharsets.UTF_8);
    }
}
