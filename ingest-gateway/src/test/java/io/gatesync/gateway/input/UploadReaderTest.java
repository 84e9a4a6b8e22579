package io.gatesync.gateway.input;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.gatesync.gateway.input.RefusedInputException.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class UploadReaderTest {
    private final UploadReader reader = new UploadReader(5_000);

    @ParameterizedTest(name = "{0} as {1}: {2}")
    @MethodSource("brokenFields")
    void a_broken_field_is_named(String field, String json, String sentence) {
        assertThat(errorsOf(batchWith(field, json))).isEqualTo(Map.of(field, List.of(sentence)));
    }

    static Stream<Arguments> brokenFields() {
        String tooLong = "\"" + "x".repeat(256) + "\"";
        return Stream.of(
                arguments("event_id", null, "The event id field is required."),
                arguments("event_id", "null", "The event id field is required."),
                arguments("event_id", "\"\"", "The event id field is required."),
                arguments("event_id", "\" \\t\"", "The event id field is required."),
                arguments("event_id", "7", "The event id field must be a string."),
                arguments("event_id", "{}", "The event id field must be a string."),
                arguments("event_id", tooLong, "The event id field must not be greater than 255 characters."),
                arguments("device_id", null, "The device id field is required."),
                arguments("device_id", "true", "The device id field must be a string."),
                arguments("session_token", null, "The session token field is required."),
                arguments("session_token", "[\"a\"]", "The session token field must be a string."),
                arguments("scans", null, "The scans field is required."),
                arguments("scans", "[]", "The scans field is required."),
                arguments("scans", "null", "The scans field is required."),
                arguments("scans", "\"A\"", "The scans field must be an array."),
                arguments("scans", "{\"0\": {}}", "The scans field must be an array."),
                arguments("scans.0.qrcode", null, "The scans.0.qrcode field is required."),
                arguments("scans.0.qrcode", "12", "The scans.0.qrcode field must be a string."),
                arguments(
                        "scans.0.qrcode", tooLong, "The scans.0.qrcode field must not be greater than 255 characters."),
                arguments(
                        "scans.0.qrcode",
                        "\"a\\u0000b\"",
                        "The scans.0.qrcode field must not contain control characters."),
                arguments(
                        "scans.0.qrcode",
                        "\"a\\u0085\"",
                        "The scans.0.qrcode field must not contain control characters."),
                arguments("scans.0.qrcode", "\"a\\ud83c\"", "The scans.0.qrcode field must be valid Unicode."),
                arguments("scans.0.qrcode", "\"\\udfaaa\"", "The scans.0.qrcode field must be valid Unicode."),
                arguments("scans.0.scanned_at", null, "The scans.0.scanned_at field is required."),
                arguments("scans.0.scanned_at", "\" \"", "The scans.0.scanned_at field is required."),
                arguments("scans.0.scanned_at", "\"today\"", "The scans.0.scanned_at field must be a number."),
                arguments("scans.0.scanned_at", "\"0x1F\"", "The scans.0.scanned_at field must be a number."),
                arguments("scans.0.scanned_at", "\"1d\"", "The scans.0.scanned_at field must be a number."),
                arguments("scans.0.scanned_at", "\"NaN\"", "The scans.0.scanned_at field must be a number."),
                arguments("scans.0.scanned_at", "true", "The scans.0.scanned_at field must be a number."),
                arguments("scans.0.scanned_at", "[1]", "The scans.0.scanned_at field must be a number."),
                arguments(
                        "scans.0.scanned_at",
                        "-1",
                        "The scans.0.scanned_at field must be between 0 and 253402300799999."),
                arguments(
                        "scans.0.scanned_at",
                        "253402300800000",
                        "The scans.0.scanned_at field must be between 0 and 253402300799999."),
                arguments(
                        "scans.0.scanned_at",
                        "1e400",
                        "The scans.0.scanned_at field must be between 0 and 253402300799999."),
                arguments(
                        "scans.0.scanned_at",
                        "\"1e99999\"",
                        "The scans.0.scanned_at field must be between 0 and 253402300799999."),
                arguments(
                        "scans.0.scanned_at",
                        "9".repeat(900),
                        "The scans.0.scanned_at field must be between 0 and 253402300799999."),
                arguments("scans.0.ticket_types", "\"VIP\"", "The scans.0.ticket_types field must be an array."),
                arguments(
                        "scans.0.ticket_types",
                        "[" + "\"a\",".repeat(100) + "\"a\"]",
                        "The scans.0.ticket_types field must not have more than 100 items."),
                arguments(
                        "scans.0.ticket_types.1", "[\"VIP\", 7]", "The scans.0.ticket_types.1 field must be a string."),
                arguments(
                        "scans.0.ticket_types.1",
                        "[\"VIP\", null]",
                        "The scans.0.ticket_types.1 field must be a string."),
                arguments(
                        "scans.0.ticket_types.0",
                        "[" + tooLong + "]",
                        "The scans.0.ticket_types.0 field must not be greater than 255 characters."),
                arguments("scans.0.scan_id", "\"\"", "The scans.0.scan_id field must be a valid UUID."),
                arguments("scans.0.scan_id", "7", "The scans.0.scan_id field must be a valid UUID."),
                arguments("scans.0.scan_id", "\"1-2-3-4-5\"", "The scans.0.scan_id field must be a valid UUID."),
                arguments(
                        "scans.0.scan_id",
                        "\"{0b6f4d9e-8f3a-4c58-9d4b-0a3e1f5c7d2e}\"",
                        "The scans.0.scan_id field must be a valid UUID."));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1767225600123",
                "1767225600123.9",
                "1.7672256001239e12",
                "\"1767225600123\"",
                "\" 1767225600123.5 \"",
                "\"+1767225600123\"",
                "\"1767225600123.\""
            })
    void a_time_is_a_number_of_milliseconds_with_its_fraction_cut(String json) {
        Upload.Batch upload = reader.readBatch(bytes(batchWith("scans.0.scanned_at", json)));

        assertThat(upload.scans().getFirst().scannedAt()).isEqualTo(Instant.ofEpochMilli(1_767_225_600_123L));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "253402300799999", "\".5\"", "0.0"})
    void a_time_may_be_at_the_ends_of_its_range(String json) {
        assertThat(reader.readBatch(bytes(batchWith("scans.0.scanned_at", json)))
                        .scans())
                .hasSize(1);
    }

    @Test
    void texts_are_kept_as_they_are() {
        String odd = " \u00e9\ud83c\udfaa/\\\\+%2F " + "\ud83c\udfaa".repeat(200);

        Upload.Batch upload = reader.readBatch(bytes(batchWith("scans.0.qrcode", "\"" + odd + "\"")));

        assertThat(upload.scans().getFirst().qrcode()).isEqualTo(odd.replace("\\\\", "\\"));
    }

    @Test
    void null_and_unknown_fields_are_ignored() {
        Upload.Batch upload = reader.readBatch(bytes("""
                {"event_id": "e", "device_id": "d", "session_token": "s", "more": [{"x": {}}],
                 "scans": [{"qrcode": "A", "scanned_at": 1, "scan_id": null, "ticket_types": null, "gate": 5}]}"""));

        Scan scan = upload.scans().getFirst();
        assertThat(scan.ticketTypes()).isEmpty();
        assertThat(scan.idFromDevice()).isEmpty();
    }

    @Test
    void an_id_of_the_device_is_kept_as_it_wrote_it() {
        String id = "0B6F4D9E-8f3a-4c58-9d4b-0a3e1f5c7d2e";

        Scan scan = reader.readBatch(bytes(batchWith("scans.0.scan_id", "\"" + id + "\"")))
                .scans()
                .getFirst();

        assertThat(scan.idFromDevice()).contains(id);
        assertThat(scan.id()).isEqualTo(UUID.fromString(id));
    }

    @Test
    void a_scan_that_is_not_an_object_lacks_all_its_fields() {
        assertThat(errorsOf("{\"event_id\": \"e\", \"device_id\": \"d\", \"session_token\": \"s\", \"scans\": [7]}"))
                .containsOnlyKeys("scans.0.qrcode", "scans.0.scanned_at");
    }

    @Test
    void up_to_a_hundred_errors_are_named_at_once() {
        String scans = IntStream.range(0, 80).mapToObj(i -> "{}").collect(Collectors.joining(","));

        RefusedInputException refusal = catchThrowableOfType(
                RefusedInputException.class, () -> reader.readBatch(bytes("{\"scans\": [" + scans + "]}")));

        assertThat(refusal.errors().byField()).hasSize(100).containsKeys("event_id", "scans.47.scanned_at");
        assertThat(refusal).hasMessage("The event id field is required. (and 162 more errors)");
    }

    @Test
    void a_single_further_error_is_counted_in_the_singular() {
        assertThatThrownBy(() -> reader.readBatch(
                        bytes("{\"session_token\": \"s\", \"scans\": [{\"qrcode\": \"A\", \"scanned_at\": 1}]}")))
                .hasMessage("The event id field is required. (and 1 more error)");
    }

    @Test
    void more_scans_than_allowed_are_refused_as_a_whole() {
        UploadReader small = new UploadReader(1);

        assertThatThrownBy(() -> small.readBatch(bytes("{\"scans\": [{}, {}]}")))
                .isInstanceOfSatisfying(
                        RefusedInputException.class,
                        refusal -> assertThat(refusal.reason()).isEqualTo(Reason.TOO_LARGE));
    }

    @Test
    void a_derived_id_depends_on_every_part_and_on_where_one_ends() {
        Instant time = Instant.ofEpochMilli(5);
        assertThat(Stream.of(
                                DerivedScanId.of("ab", "c", "q", time),
                                DerivedScanId.of("a", "bc", "q", time),
                                DerivedScanId.of("a", "b", "cq", time),
                                DerivedScanId.of("ab", "c", "q", time.plusMillis(1)),
                                DerivedScanId.of("ab", "c", "r", time))
                        .distinct())
                .hasSize(5);
        assertThat(DerivedScanId.of("ab", "c", "q", time)).isEqualTo(DerivedScanId.of("ab", "c", "q", time));
    }

    @ParameterizedTest(name = "{0} as {1}: {2}")
    @MethodSource("brokenEvents")
    void a_broken_event_is_refused(String field, String json, String sentence) {
        RefusedInputException refusal = catchThrowableOfType(
                RefusedInputException.class, () -> EventChange.read("e", bytes(eventWith(field, json))));

        assertThat(refusal.errors().byField()).isEqualTo(Map.of(field, List.of(sentence)));
    }

    static Stream<Arguments> brokenEvents() {
        return Stream.of(
                arguments("name", null, "The name field is required."),
                arguments("name", "7", "The name field must be a string."),
                arguments("passcode", null, "The passcode field is required."),
                arguments("passcode", "1234", "The passcode field must be a string."),
                arguments("passcode", "\"123\"", "The passcode field must be between 4 and 72 bytes."),
                arguments(
                        "passcode",
                        "\"" + "\u00fc".repeat(37) + "\"",
                        "The passcode field must be between 4 and 72 bytes."),
                arguments("passcode", "\"12\\u000034\"", "The passcode field must not contain control characters."),
                arguments("state", "\"shut\"", "The state field must be open or closed."),
                arguments("state", "1", "The state field must be open or closed."));
    }

    @Test
    void an_event_never_shows_its_passcode() {
        assertThat(EventChange.read("e", bytes(eventWith("state", "\"open\""))).toString())
                .doesNotContain("geheim");
    }

    /** A valid batch, but for one field; with null, without it. */
    private static String batchWith(String field, String json) {
        return object(
                field.startsWith("scans.") ? "" : field,
                json,
                Map.of(
                        "event_id", "\"e\"",
                        "device_id", "\"d\"",
                        "session_token", "\"s\"",
                        "scans",
                                "["
                                        + object(
                                                field.startsWith("scans.0.")
                                                        ? field.substring("scans.0.".length())
                                                                .replaceFirst("\\..*", "")
                                                        : "",
                                                json,
                                                Map.of("qrcode", "\"A\"", "scanned_at", "1"))
                                        + "]"));
    }

    private static String eventWith(String field, String json) {
        return object(field, json, Map.of("name", "\"Festival\"", "passcode", "\"geheim\""));
    }

    private static String object(String field, String json, Map<String, String> others) {
        Stream<String> valid = others.entrySet().stream()
                .filter(other -> !other.getKey().equals(field))
                .map(other -> "\"" + other.getKey() + "\":" + other.getValue());
        Stream<String> broken = json == null || field.isEmpty() ? Stream.of() : Stream.of("\"" + field + "\":" + json);
        return Stream.concat(valid, broken).collect(Collectors.joining(",", "{", "}"));
    }

    private Map<String, List<String>> errorsOf(String json) {
        return catchThrowableOfType(RefusedInputException.class, () -> reader.readBatch(bytes(json)))
                .errors()
                .byField();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
