package io.gatesync.gateway.input;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.gatesync.gateway.input.RefusedInputException.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class UploadReaderTest {
    private static final Instant NOW = Instant.parse("2026-07-18T12:00:00Z");

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
                arguments("event_id", tooLong, "The event id field must not be greater than 255 bytes."),
                arguments("device_id", null, "The device id field is required."),
                arguments("device_id", "true", "The device id field must be a string."),
                arguments("session_token", null, "The session token field is required."),
                arguments("session_token", "[\"a\"]", "The session token field must be a string."),
                arguments("scans", null, "The scans field is required."),
                arguments("scans", "[]", "The scans field is required."),
                arguments("scans", "null", "The scans field is required."),
                arguments("scans", "\"A\"", "The scans field must be an array."),
                arguments("scans", "{\"0\": {}}", "The scans field must be an array."));
    }

    @ParameterizedTest(name = "{0} as {1}")
    @MethodSource("codesOfNoTicket")
    void a_code_that_can_be_no_tickets_is_published_under_a_name_that_no_ticket_can_bear(String json) {
        Scan scan = readScan("qrcode", json);

        assertThat(scan.qrcode()).contains("\uFFFD").matches("(?s).*\uFFFD[0-9a-f]{32}");
        assertThat(scan.qrcode().getBytes(UTF_8)).hasSizeLessThanOrEqualTo(255);
        assertThat(TextRule.violation(scan.qrcode())).isEmpty();
    }

    static Stream<String> codesOfNoTicket() {
        return Stream.of(
                null,
                "null",
                "\"\"",
                "\" \\t\"",
                "12",
                "{\"a\": [1]}",
                "\"" + "x".repeat(256) + "\"",
                "\"" + "\u20ac".repeat(86) + "\"",
                "\"" + "\ud83c\udfaa".repeat(64) + "\"",
                "\"" + "\\u0001x".repeat(5_000) + "\"",
                "\"a\\u0000b\"",
                "\"a\\u0085b\"",
                "\"a\\ud83cb\"",
                "\"a\\udfaab\"",
                "\"BEGIN:VCARD\\r\\nFN:A. Guest\\r\\nEND:VCARD\"");
    }

    @Test
    void what_can_be_read_of_such_a_code_stays_readable_and_no_two_codes_share_a_name() {
        assertThat(readScan("qrcode", "\"BEGIN:VCARD\\nFN:A. Guest\"").qrcode())
                .startsWith("BEGIN:VCARD\uFFFDFN:A. Guest\uFFFD");
        assertThat(Stream.of(
                                "\"a\\u0001b\"",
                                "\"a\\u0002b\"",
                                "\"a\\ud83cb\"",
                                "\"a\\ud83db\"",
                                "\"" + "x".repeat(256) + "\"",
                                "\"" + "x".repeat(257) + "\"")
                        .map(json -> readScan("qrcode", json).qrcode())
                        .distinct())
                .hasSize(6);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "A\\r",
                "A\\r\\n",
                "\\tA ",
                "\\u0002A\\u0003",
                "\\uFEFFA",
                "\\u200BA\\u00AD",
                "\u00a0A\u3000",
                "\u2028A\u0085",
                "\\u0000A"
            })
    void outer_white_space_and_invisible_characters_are_no_part_of_a_code_or_an_id(String text) {
        String json = "\"" + text + "\"";

        assertThat(readScan("qrcode", json).qrcode()).isEqualTo("A");
        assertThat(read(batchWith("event_id", json)).eventId()).isEqualTo("A");
        assertThat(read(batchWith("device_id", json)).deviceId()).isEqualTo("A");
        assertThat(read(batchWith("session_token", json)).sessionToken()).isEqualTo("A");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "\" \"",
                "\"today\"",
                "\"0x1F\"",
                "\"1d\"",
                "\"NaN\"",
                "true",
                "[1]",
                "-1",
                "253402300800000",
                "1e400",
                "\"1e99999\"",
                "\"2026-02-30T12:00:00Z\"",
                "\"1969-12-31T23:59:59Z\"",
                "\"+10000-01-01T00:00:00Z\"",
                "\"Sat Jul 18 2026 12:00:00 GMT+0200\"",
                "\"12:00\""
            })
    void a_scan_without_a_time_that_can_be_used_was_made_when_it_was_uploaded(String json) {
        Scan scan = readScan("scanned_at", json);

        assertThat(scan.time()).isEmpty();
        assertThat(scan.scannedAt()).isEqualTo(NOW);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "7",
                "\"\"",
                "\" \"",
                "\"1-2-3-4-5\"",
                "\"{0b6f4d9e-8f3a-4c58-9d4b-0a3e1f5c7d2e}\"",
                "\"00000000-0000-0000-0000-000000000000\"",
                "\" 00000000-0000-0000-0000-000000000000\\n\""
            })
    void an_id_that_is_no_uuid_is_none(String json) {
        assertThat(readScan("scan_id", json).idFromDevice()).isEmpty();
    }

    @Test
    void ticket_types_that_cannot_be_used_are_left_out() {
        assertThat(readScan("ticket_types", "\"VIP\"").ticketTypes()).isEmpty();
        assertThat(readScan(
                                "ticket_types",
                                "[\"VIP \", 7, null, \"\", \"a\\u0000b\", \"" + "x".repeat(256) + "\", \"Day\"]")
                        .ticketTypes())
                .containsExactly("VIP", "Day");
        assertThat(readScan("ticket_types", "[" + "\"a\",".repeat(100) + "\"a\"]")
                        .ticketTypes())
                .hasSize(100);
    }

    @Test
    void a_single_scan_is_refused_for_its_upload_only() {
        Upload.SingleScan single = reader.readSingle(
                bytes(
                        "{\"event_id\": \"e\", \"device_id\": \"d\", \"qrcode\": 12, \"session_token\": 7, \"scanned_at\": \"x\"}"),
                NOW,
                (event, device) -> CodeRule.WHOLE_TEXT);

        assertThat(single.sessionToken()).isEmpty();
        assertThat(single.scan().given()).isEqualTo(12);
        assertThat(single.scan().scannedAt()).isEqualTo(NOW);
        assertThat(catchThrowableOfType(
                                RefusedInputException.class,
                                () -> reader.readSingle(bytes("{}"), NOW, (event, device) -> CodeRule.WHOLE_TEXT))
                        .errors()
                        .byField())
                .containsOnlyKeys("event_id", "device_id", "qrcode");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "9"})
    void json_that_breaks_a_limit_of_the_reader_is_malformed(String repeated) {
        assertThatThrownBy(() -> read("{\"scans\": " + repeated.repeat(1_500)))
                .isInstanceOfSatisfying(
                        RefusedInputException.class,
                        refusal -> assertThat(refusal.reason()).isEqualTo(Reason.MALFORMED));
        assertThatThrownBy(() -> read("{\"" + "x".repeat(60_000) + "\": 1}"))
                .isInstanceOfSatisfying(
                        RefusedInputException.class,
                        refusal -> assertThat(refusal.reason()).isEqualTo(Reason.MALFORMED));
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
        Upload.Batch upload = read(batchWith("scans.0.scanned_at", json));

        assertThat(upload.scans().getFirst().scannedAt()).isEqualTo(Instant.ofEpochMilli(1_767_225_600_123L));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"2026-01-01T00:00:00.123Z\"",
                "\"2026-01-01T00:00:00.123456Z\"",
                "\"2026-01-01t00:00:00.123z\"",
                "\"2026-01-01T01:00:00.123+01:00\"",
                "\"2026-01-01T01:00:00.123+0100\"",
                "\"2026-01-01T01:00:00.123+01\"",
                "\"2025-12-31 23:00:00.123 -01:00\"",
                "\"2026-01-01T00:00:00.123\"",
                "\" 2026-01-01 00:00:00.123 \\r\""
            })
    void a_time_may_be_an_iso_time_which_is_utc_where_it_names_no_zone(String json) {
        DeviceTime time = readScan("scanned_at", json).time().orElseThrow();

        assertThat(time).isEqualTo(new DeviceTime(Instant.ofEpochMilli(1_767_225_600_123L), false));
    }

    @Test
    void an_iso_time_may_lack_its_seconds() {
        assertThat(readScan("scanned_at", "\"2026-07-18T12:00Z\"").scannedAt()).isEqualTo(NOW);
        assertThat(readScan("scanned_at", "\"2026-07-18 12:00\"").scannedAt()).isEqualTo(NOW);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1767225600", "1767225600.000", "\"1767225600\"", "1.7672256e9"})
    void a_number_that_can_only_be_seconds_is_taken_as_such_and_marked(String json) {
        DeviceTime time = readScan("scanned_at", json).time().orElseThrow();

        assertThat(time).isEqualTo(new DeviceTime(Instant.ofEpochSecond(1_767_225_600), true));
    }

    @Test
    void a_fraction_of_a_second_is_kept() {
        assertThat(readScan("scanned_at", "1767225600.123").scannedAt())
                .isEqualTo(Instant.ofEpochMilli(1_767_225_600_123L));
    }

    /** A device that has lost its clock begins in 1970: its milliseconds are few, and are milliseconds. */
    @ParameterizedTest
    @ValueSource(longs = {0, 86_400_000, 1_499_999_999, 10_000_000_000L})
    void a_number_that_may_be_milliseconds_is_milliseconds(long millis) {
        assertThat(readScan("scanned_at", Long.toString(millis)).time())
                .contains(new DeviceTime(Instant.ofEpochMilli(millis), false));
    }

    @Test
    void how_many_scans_a_device_still_holds_is_taken_where_it_is_a_count() {
        assertThat(read(batchWith("pending", "12")).pending()).hasValue(12);
        assertThat(read(batchWith("pending", "0")).pending()).hasValue(0);
        for (String unusable : new String[] {null, "-1", "1.5", "\"many\"", "99999999999", "null"}) {
            assertThat(read(batchWith("pending", unusable)).pending()).isEmpty();
        }
    }

    @Test
    void what_the_devices_clock_was_ahead_is_measured_when_the_upload_began_to_come_in() {
        assertThat(read(batchWith("sent_at", "\"2026-07-18T12:05:00Z\"")).clockAhead())
                .contains(Duration.ofMinutes(5));
        assertThat(read(batchWith("sent_at", Long.toString(NOW.minusMillis(250).toEpochMilli())))
                        .clockAhead())
                .contains(Duration.ofMillis(-250));
        assertThat(read(batchWith("sent_at", "\"now\"")).clockAhead()).isEmpty();
        assertThat(read(batchWith("sent_at", null)).clockAhead()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"true", "1", "\"1\"", "\"true\"", "\" True \"", "null", "\"\"", "\"perhaps\"", "2", "[false]"})
    void the_holder_of_a_scan_from_the_queue_was_let_in_unless_it_says_otherwise(String json) {
        assertThat(readScan("admitted", json).admitted()).contains(true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "0", "\"0\"", "\"false\"", "\"FALSE\\r\""})
    void a_scan_may_say_that_its_holder_was_sent_away(String json) {
        assertThat(readScan("admitted", json).admitted()).contains(false);
    }

    @Test
    void a_single_scan_says_what_was_done_only_where_it_does() {
        String asked = "{\"event_id\": \"e\", \"device_id\": \"d\", \"qrcode\": \"A\"%s}";

        assertThat(reader.readSingle(bytes(asked.formatted("")), NOW, (event, device) -> CodeRule.WHOLE_TEXT)
                        .scan()
                        .admitted())
                .isEmpty();
        assertThat(reader.readSingle(
                                bytes(asked.formatted(", \"admitted\": true")),
                                NOW,
                                (event, device) -> CodeRule.WHOLE_TEXT)
                        .scan()
                        .admitted())
                .contains(true);
    }

    @Test
    void a_scan_may_name_its_gate() {
        assertThat(readScan("gate", "\" North 3\\r\"").gate()).contains("North 3");
        assertThat(readScan("gate", "5").gate()).isEmpty();
        assertThat(readScan("gate", "\"" + "x".repeat(256) + "\"").gate()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "253402300799999", "\".5\"", "0.0"})
    void a_time_may_be_at_the_ends_of_its_range(String json) {
        assertThat(read(batchWith("scans.0.scanned_at", json)).scans()).hasSize(1);
    }

    @Test
    void texts_are_kept_as_they_are_within_their_ends() {
        String odd = "\u00e9 \ud83c\udfaa/\\\\+%2F\u200d" + "\ud83c\udfaa".repeat(50);

        assertThat(readScan("qrcode", "\"" + odd + "\"").qrcode()).isEqualTo(odd.replace("\\\\", "\\"));
    }

    @Test
    void null_and_unknown_fields_are_ignored() {
        Upload.Batch upload = read("""
                {"event_id": "e", "device_id": "d", "session_token": "s", "more": [{"x": {}}],
                 "scans": [{"qrcode": "A", "scanned_at": 1, "scan_id": null, "ticket_types": null, "gate": 5}]}""");

        Scan scan = upload.scans().getFirst();
        assertThat(scan.ticketTypes()).isEmpty();
        assertThat(scan.idFromDevice()).isEmpty();
    }

    @Test
    void an_id_of_the_device_is_kept_as_it_wrote_it() {
        String id = "0B6F4D9E-8f3a-4c58-9d4b-0a3e1f5c7d2e";

        Scan scan = read(batchWith("scans.0.scan_id", "\"" + id + "\"")).scans().getFirst();

        assertThat(scan.idFromDevice()).contains(id);
        assertThat(scan.id()).isEqualTo(UUID.fromString(id));
    }

    @Test
    void white_space_around_an_id_is_no_part_of_it() {
        String id = "0b6f4d9e-8f3a-4c58-9d4b-0a3e1f5c7d2e";

        Scan scan = readScan("scan_id", "\" " + id + "\\n\"");

        assertThat(scan.id()).isEqualTo(UUID.fromString(id));
        assertThat(scan.idFromDevice()).as("what the device knows it by").contains(" " + id + "\n");
    }

    @Test
    void a_scan_that_is_not_an_object_lacks_all_its_fields() {
        Scan scan = read("{\"event_id\": \"e\", \"device_id\": \"d\", \"session_token\": \"s\", \"scans\": [7]}")
                .scans()
                .getFirst();

        assertThat(scan.given()).isNull();
        assertThat(scan.scannedAt()).isEqualTo(NOW);
    }

    @Test
    void all_errors_of_an_upload_are_named_at_once() {
        assertThatThrownBy(() -> read("{\"session_token\": 7}"))
                .hasMessage("The event id field is required. (and 3 more errors)");
    }

    @Test
    void a_single_further_error_is_counted_in_the_singular() {
        assertThatThrownBy(
                        () -> read("{\"session_token\": \"s\", \"scans\": [{\"qrcode\": \"A\", \"scanned_at\": 1}]}"))
                .hasMessage("The event id field is required. (and 1 more error)");
    }

    @Test
    void a_body_with_more_elements_than_it_can_hold_scans_is_refused() {
        String none = "0,".repeat(99) + "0";
        String body =
                "{\"event_id\": \"e\", \"device_id\": \"d\", \"session_token\": \"s\", \"scans\": [" + none + "]}";

        assertThat(UploadReader.ofBodiesUpTo(100 * 32)
                        .readBatch(bytes(body), NOW, (event, device) -> CodeRule.WHOLE_TEXT)
                        .scans())
                .hasSize(100);
        assertThatThrownBy(() -> UploadReader.ofBodiesUpTo(99 * 32)
                        .readBatch(bytes(body), NOW, (event, device) -> CodeRule.WHOLE_TEXT))
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
                arguments("passcode", "\"123\"", "The passcode field must be between 4 and 255 bytes."),
                arguments(
                        "passcode",
                        "\"" + "\u00fc".repeat(128) + "\"",
                        "The passcode field must be between 4 and 255 bytes."),
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

    private Upload.Batch read(String json) {
        return reader.readBatch(bytes(json), NOW, (event, device) -> CodeRule.WHOLE_TEXT);
    }

    /** The scan of a valid batch, but for one field; with null, without it. */
    private Scan readScan(String field, String json) {
        return read(batchWith("scans.0." + field, json)).scans().getFirst();
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
        return catchThrowableOfType(RefusedInputException.class, () -> read(json))
                .errors()
                .byField();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
