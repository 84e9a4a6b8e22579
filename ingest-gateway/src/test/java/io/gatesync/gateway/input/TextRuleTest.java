package io.gatesync.gateway.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.gatesync.gateway.ticketlist.ListFormat;
import io.gatesync.gateway.ticketlist.ListOptions;
import io.gatesync.gateway.ticketlist.TicketListReader;
import io.gatesync.gateway.ticketlist.TicketRow;
import io.gatesync.gateway.ticketlist.TicketRows;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** A code that a person would call the same is the same, whoever typed, copied, exported or scanned it. */
class TextRuleTest {
    private static final JsonMapper JSON = new JsonMapper();

    static Stream<Arguments> sameCodes() {
        return Stream.of(
                arguments("a hand scanner ends with Enter", "GATE-4711\r\n", "GATE-4711"),
                arguments("a hand scanner ends with Tab", "GATE-4711\t", "GATE-4711"),
                arguments("a hand scanner begins with STX and ends with ETX", "\u0002GATE-4711\u0003", "GATE-4711"),
                arguments("a C string ends with NUL", "GATE-4711\u0000", "GATE-4711"),
                arguments("Excel's UTF-8 begins with a BOM", "\uFEFFGATE-4711", "GATE-4711"),
                arguments("a web page pads with a no-break space", "\u00A0GATE-4711\u00A0", "GATE-4711"),
                arguments("a mail breaks at a zero-width space", "GATE-4711\u200B", "GATE-4711"),
                arguments("a messenger isolates directions", "\u2068GATE-4711\u2069", "GATE-4711"),
                arguments("Windows copies a mark of direction", "\u202AGATE-4711\u202C", "GATE-4711"),
                arguments("a Mac decomposes u with dots", "MU\u0308NCHEN-1", "M\u00DCNCHEN-1"),
                arguments("a Mac decomposes e with acute", "Cafe\u0301 3", "Caf\u00E9 3"),
                arguments("a sign of measure is a letter", "5\u212B", "5\u00C5"),
                arguments("two accents stand in any order", "a\u0301\u0323", "a\u0323\u0301"),
                arguments("a space within is part of a code", " A 1 ", "A 1"),
                arguments(
                        "a joiner within is part of an emoji",
                        "\uD83D\uDC69\u200D\uD83D\uDE80",
                        "\uD83D\uDC69\u200D\uD83D\uDE80"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sameCodes")
    void a_scan_finds_its_ticket_whichever_of_the_two_was_written_so(String story, String one, String other)
            throws IOException {
        assertThat(scanned(one)).isEqualTo(scanned(other));
        assertThat(loaded(one)).isEqualTo(scanned(other));
        assertThat(loaded(other)).isEqualTo(scanned(one));
    }

    private static String scanned(String code) {
        String body = JSON.writeValueAsString(Map.of("event_id", "e", "device_id", "d", "qrcode", code));
        return new UploadReader(1)
                .readSingle(
                        body.getBytes(StandardCharsets.UTF_8), Instant.EPOCH, (event, device) -> CodeRule.WHOLE_TEXT)
                .scan()
                .qrcode();
    }

    private static String loaded(String code) throws IOException {
        String file = JSON.writeValueAsString(Map.of("qrcode", code));
        try (TicketRows rows = new TicketListReader(1_000, 1, 1)
                .open(
                        new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)),
                        ListFormat.JSON_LINES,
                        ListOptions.NONE,
                        CodeRule.WHOLE_TEXT)) {
            return ((TicketRow.Ticket) rows.next()).qrcode();
        }
    }

    @Test
    void what_is_clean_stays_as_it_is() {
        Random random = new Random(4711);
        for (int i = 0; i < 100_000; i++) {
            String text = random.ints(random.nextInt(8), 0, 0x3100)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            String clean = TextRule.clean(text);

            assertThat(TextRule.clean(clean)).isEqualTo(clean);
        }
    }

    @Test
    void the_longest_text_that_fits_when_it_is_composed_is_composed() {
        assertThat(TextRule.clean("\u03B9\u0308\u0301".repeat(127))).isEqualTo("\u0390".repeat(127));
    }

    /** Composed by moving each mark to its place among those before it, these would take longer than any test may. */
    @Test
    void a_million_accents_are_too_long_and_cost_nothing() {
        String accents = "a" + "\u0301".repeat(500_000) + "\u0316".repeat(500_000);

        assertThat(TextRule.clean(accents)).isEqualTo(accents);
        assertThat(TextRule.violation(accents)).isPresent();
    }
}
