package io.gatesync.gateway.ticketlist;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatesync.gateway.input.CodeRule;
import io.gatesync.gateway.input.RefusedInputException;
import io.gatesync.gateway.input.RefusedInputException.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TicketRowsTest {
    private static final int MAX_ROW_BYTES = 100;

    @Test
    void columns_stand_in_any_order_and_may_be_missing() throws IOException {
        assertThat(csv("number,QRCode \n1,A\n")).containsExactly(ticket(2, "A", "1"));
        assertThat(csv("qrcode\nA\n")).containsExactly(ticket(2, "A", null));
    }

    @Test
    void semicolons_separate_fields_as_well() throws IOException {
        assertThat(csv("qrcode;number\nA;\"1;2\"\nB;1,2\n"))
                .containsExactly(ticket(2, "A", "1;2"), ticket(3, "B", "1,2"));
    }

    @Test
    void quotes_carriage_returns_a_byte_order_mark_and_a_missing_last_line_end_are_read() throws IOException {
        assertThat(csv("\uFEFF\"qrcode\",number\r\n\"A\",\"say \"\"hi\"\", ok\"\r\n\"\"\"B\"\"\",\r\nC,\"\""))
                .containsExactly(ticket(2, "A", "say \"hi\", ok"), ticket(3, "\"B\"", ""), ticket(4, "C", ""));
    }

    @Test
    void texts_are_cleaned_as_those_of_scans_are() throws IOException {
        assertThat(csv("qrcode,number\n A\u00a0,\u200b1\u00ad\n")).containsExactly(ticket(2, "A", "1"));
        assertThat(ndjson("{\"qrcode\": \"\\uFEFFA\\r\\n\", \"number\": \" \"}"))
                .containsExactly(ticket(1, "A", ""));
    }

    @Test
    void a_code_that_stands_for_what_is_no_tickets_is_refused() throws IOException {
        assertThat(csv("qrcode\nA\uFFFD\n"))
                .containsExactly(refused(2, "The qrcode field must not contain the replacement character U+FFFD."));
    }

    @Test
    void what_a_row_does_not_say_stays_as_it_was() throws IOException {
        assertThat(csv("qrcode\nA\n")).containsExactly(new TicketRow.Ticket(2, "A", null, null, null, null));
        assertThat(ndjson("{\"qrcode\": \"A\"}")).containsExactly(new TicketRow.Ticket(1, "A", null, null, null, null));
    }

    @Test
    void what_a_row_leaves_empty_becomes_empty_but_a_status_stays_as_it_was() throws IOException {
        assertThat(csv("qrcode,type,admittence,number,status\nA,,,,\n"))
                .containsExactly(new TicketRow.Ticket(2, "A", "", "", "", null));
        assertThat(ndjson("{\"qrcode\": \"A\", \"type\": \"\", \"number\": null, \"status\": null}"))
                .containsExactly(new TicketRow.Ticket(1, "A", "", null, "", null));
    }

    @Test
    void a_status_is_valid_or_revoked() throws IOException {
        assertThat(csv("qrcode,status\nA,valid\nB,revoked\n"))
                .containsExactly(
                        new TicketRow.Ticket(2, "A", null, null, null, false),
                        new TicketRow.Ticket(3, "B", null, null, null, true));
    }

    @Test
    void a_json_line_that_breaks_a_limit_of_the_reader_costs_its_own_row_only() throws IOException {
        List<TicketRow> rows = all(new TicketListReader(100_000, 100, 1)
                .open(
                        new ByteArrayInputStream(
                                ("{\"qrcode\": \"A\"}\n{\"qrcode\": " + "9".repeat(1_500) + "}\n" + "[".repeat(600)
                                                + "\n{\"" + "x".repeat(60_000) + "\": 1}\n{\"qrcode\": \"B\"}\n")
                                        .getBytes(UTF_8)),
                        ListFormat.JSON_LINES,
                        ListOptions.NONE,
                        CodeRule.WHOLE_TEXT));

        assertThat(rows).hasSize(5);
        assertThat(rows.subList(1, 4)).allSatisfy(row -> assertThat(row).isInstanceOf(TicketRow.Refused.class));
        assertThat(rows.getLast()).isEqualTo(ticket(5, "B", null));
    }

    @Test
    void blank_lines_are_skipped_but_counted() throws IOException {
        assertThat(csv("\n\r\nqrcode\n\nA\n  \n\nB\n\n")).containsExactly(ticket(5, "A", null), ticket(8, "B", null));
        assertThat(ndjson("\n{\"qrcode\": \"A\"}\n\n\n{\"qrcode\": \"B\"}\n"))
                .containsExactly(ticket(2, "A", null), ticket(5, "B", null));
    }

    @Test
    void a_row_over_several_lines_is_counted_as_them() throws IOException {
        assertThat(csv("qrcode,number\nA,\"1\n2\n3\"\nB,1\n"))
                .containsExactly(
                        refused(2, "The number field must not contain control characters."), ticket(5, "B", "1"));
    }

    @Test
    void a_broken_quote_costs_its_own_row_only() throws IOException {
        assertThat(csv("qrcode,number\nA,\"1\nB,1\nC,1\n"))
                .containsExactly(refused(2, "A quote is not closed."), ticket(3, "B", "1"), ticket(4, "C", "1"));
        assertThat(csv("qrcode,number\nA,\"1\nB,\"2\"\nC,1\n"))
                .containsExactly(
                        refused(2, "A quoted field must end with its quote."),
                        ticket(3, "B", "2"),
                        ticket(4, "C", "1"));
        assertThat(csv("qrcode,number\nA,5\" pipe\nB,1\n"))
                .containsExactly(
                        refused(2, "A field with a quote in it must be quoted as a whole."), ticket(3, "B", "1"));
        assertThat(csv("qrcode,number\nA,\"1\" \nB,1\n"))
                .containsExactly(refused(2, "A quoted field must end with its quote."), ticket(3, "B", "1"));
    }

    @Test
    void a_quote_that_would_swallow_the_file_is_given_up() throws IOException {
        StringBuilder file = new StringBuilder("qrcode,number\nA,\"1\n");
        for (int i = 0; i < 1_000; i++) {
            file.append("B").append(i).append(",1\n");
        }

        List<TicketRow> rows = csv(file.toString());

        assertThat(rows).hasSize(1_001);
        assertThat(rows.getFirst()).isEqualTo(refused(2, "A quote is not closed within 100 characters."));
        assertThat(rows.getLast()).isEqualTo(ticket(1_002, "B999", "1"));
    }

    @Test
    void a_row_that_is_too_long_is_refused_and_not_held() throws IOException {
        String longText = "x".repeat(200_000);
        assertThat(csv("qrcode\nA\n" + longText + "\nB\n"))
                .containsExactly(
                        ticket(2, "A", null), refused(3, "The row is longer than 100 bytes."), ticket(4, "B", null));
        assertThat(ndjson("{\"qrcode\": \"" + longText + "\"}\n{\"qrcode\": \"B\"}"))
                .containsExactly(refused(1, "The row is longer than 100 bytes."), ticket(2, "B", null));
        assertThat(ndjson(longText)).containsExactly(refused(1, "The row is longer than 100 bytes."));
    }

    @Test
    void a_row_with_more_or_fewer_fields_than_the_header_is_refused() throws IOException {
        assertThat(csv("qrcode,number\nA\nB,1,2\n"))
                .containsExactly(
                        refused(2, "The row has 1 fields, the header row 2."),
                        refused(3, "The row has 3 fields, the header row 2."));
    }

    @Test
    void a_row_that_is_not_utf_8_is_refused() throws IOException {
        InputStream latin = new ByteArrayInputStream("qrcode\nK\u00f6ln\nB\n".getBytes(ISO_8859_1));

        assertThat(all(open(latin, ListFormat.TABLE)))
                .containsExactly(
                        refused(
                                2,
                                "The row is not UTF-8. Save the file as \"CSV UTF-8\", or say what it is, as in"
                                        + " charset=windows-1252."),
                        ticket(3, "B", null));
    }

    @Test
    void all_errors_of_a_row_are_named() throws IOException {
        assertThat(csv("qrcode,status\n,lost\n"))
                .containsExactly(refused(
                        2,
                        "The qrcode field is required. The status field says \"lost\", which is not known: write"
                                + " valid=lost or revoked=lost in the address to say what it means."));
        assertThat(ndjson("{\"qrcode\": true, \"number\": [12]}"))
                .containsExactly(
                        refused(
                                1,
                                "The qrcode field must be a string or a number. The number field must be a string or a number."));
    }

    @Test
    void numbers_are_read_as_the_texts_that_they_are() throws IOException {
        assertThat(ndjson("{\"qrcode\": 8412345678126137001, \"number\": 12}"))
                .containsExactly(ticket(1, "8412345678126137001", "12"));
    }

    @Test
    void a_json_line_that_is_no_ticket_is_refused() throws IOException {
        assertThat(ndjson(
                        "{\"qrcode\":\n[]\n{\"qrcode\": \"A\", \"admittance\": \"x\"}\n{\"qrcode\": \"A\"} {}\nnull\n"))
                .containsExactly(
                        refused(1, "The row is not one JSON object."),
                        refused(2, "The row is not one JSON object."),
                        refused(3, "The row has an unknown member."),
                        refused(4, "The row is not one JSON object."),
                        refused(5, "The row is not one JSON object."));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n\n",
                "number\n1\n",
                "qrcode,admittance\nA,x\n",
                "qrcode,qrcode\nA,B\n",
                "qrcode,\nA,\n",
                "\"qrcode\nA\n",
                "{\"qrcode\": \"A\"}"
            })
    void a_header_that_does_not_name_the_columns_is_refused(String file) {
        assertThatThrownBy(() -> csv(file))
                .isInstanceOfSatisfying(
                        RefusedInputException.class,
                        refusal -> assertThat(refusal.reason()).isEqualTo(Reason.INVALID));
    }

    @Test
    void it_does_not_matter_how_the_bytes_come_in() throws IOException {
        String file = "\uFEFFqrcode,number\r\n\u00e9,\"\ud83c\udfaa\"\r\nB,2";
        InputStream oneByOne = new InputStream() {
            private final InputStream bytes = new ByteArrayInputStream(file.getBytes(UTF_8));

            @Override
            public int read() throws IOException {
                return bytes.read();
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                return bytes.read(buffer, offset, 1);
            }
        };

        assertThat(all(open(oneByOne, ListFormat.TABLE)))
                .containsExactly(ticket(2, "\u00e9", "\ud83c\udfaa"), ticket(3, "B", "2"));
    }

    private static TicketRow ticket(long line, String qrcode, String number) {
        return new TicketRow.Ticket(line, qrcode, null, null, number, null);
    }

    private static TicketRow refused(long line, String reason) {
        return new TicketRow.Refused(line, reason);
    }

    private static List<TicketRow> csv(String file) throws IOException {
        return all(open(new ByteArrayInputStream(file.getBytes(UTF_8)), ListFormat.TABLE));
    }

    private static List<TicketRow> ndjson(String file) throws IOException {
        return all(open(new ByteArrayInputStream(file.getBytes(UTF_8)), ListFormat.JSON_LINES));
    }

    private static TicketRows open(InputStream file, ListFormat format) throws IOException {
        return new TicketListReader(MAX_ROW_BYTES, 100, 1).open(file, format, ListOptions.NONE, CodeRule.WHOLE_TEXT);
    }

    private static List<TicketRow> all(TicketRows rows) throws IOException {
        List<TicketRow> all = new ArrayList<>();
        for (TicketRow row = rows.next(); row != null; row = rows.next()) {
            all.add(row);
        }
        return all;
    }
}
