package io.gatesync.gateway.ticketlist;

import static io.gatesync.gateway.ticketlist.ReadList.ticket;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatesync.gateway.input.RefusedInputException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists in the shapes that spreadsheets, browsers and hands give them. */
class ListShapesTest {
    private static final String ROWS = "qrcode\ttype\r\nKÖLN-1\tTageskarte\r\n🎪-2\tPässe\r\n";
    private static final List<TicketRow> TICKETS =
            List.of(ticket(2, "KÖLN-1", "Tageskarte", null), ticket(3, "🎪-2", "Pässe", null));

    @Test
    void unicode_text_of_a_spreadsheet_is_utf_16_with_tabs() throws IOException {
        assertThat(ReadList.of(("\uFEFF" + ROWS).getBytes(UTF_16LE), "").rows()).isEqualTo(TICKETS);
        assertThat(ReadList.of(("\uFEFF" + ROWS).getBytes(UTF_16BE), "").rows()).isEqualTo(TICKETS);
        assertThat(ReadList.of(ROWS.getBytes(UTF_16LE), "").rows()).isEqualTo(TICKETS);
        assertThat(ReadList.of(ROWS.getBytes(UTF_8), "").rows()).isEqualTo(TICKETS);
    }

    @Test
    void utf_16_is_read_whatever_its_length() throws IOException {
        StringBuilder file = new StringBuilder("\uFEFFqrcode\n");
        for (int i = 0; i < 20_000; i++) {
            file.append("🎪".repeat(i % 7)).append("-").append(i).append('\n');
        }

        List<TicketRow> rows =
                ReadList.of(file.toString().getBytes(UTF_16LE), "").rows();

        assertThat(rows).hasSize(20_000);
        assertThat(rows.get(19_998)).isEqualTo(ticket(20_000, "🎪".repeat(19_998 % 7) + "-19998", null, null));
    }

    @Test
    void half_a_character_in_utf_16_is_never_part_of_a_code() throws IOException {
        assertThat(ReadList.of(
                                new byte[] {
                                    'q', 0, 'r', 0, 'c', 0, 'o', 0, 'd', 0, 'e', 0, '\n', 0, 'A', 0, 0, (byte) 0xD8
                                },
                                "")
                        .rows())
                .containsExactly(new TicketRow.Refused(
                        2, "The qrcode field must not contain the replacement character U+FFFD."));
    }

    @Test
    void text_of_an_old_windows_is_read_if_the_organiser_says_so_and_else_its_rows_are_refused() throws IOException {
        byte[] windows = "qrcode;type\nA;Tageskarte\nB;Pässe – €\n".getBytes(Charset.forName("windows-1252"));

        assertThat(ReadList.of(windows, "charset=windows-1252").rows())
                .containsExactly(ticket(2, "A", "Tageskarte", null), ticket(3, "B", "Pässe – €", null));
        assertThat(ReadList.of(windows, "").rows())
                .containsExactly(
                        ticket(2, "A", "Tageskarte", null),
                        new TicketRow.Refused(
                                3,
                                "The row is not UTF-8. Save the file as \"CSV UTF-8\", or say what it is, as in"
                                        + " charset=windows-1252."));
        assertThatThrownBy(() -> ReadList.of("Barcode;Größe\n1;2\n".getBytes(ISO_8859_1), ""))
                .hasMessageStartingWith("The header row cannot be read: The row is not UTF-8.");
    }

    @Test
    void semicolons_with_quotes_commas_and_line_ends_inside() throws IOException {
        assertThat(ReadList.of("\uFEFF\"Barcode\";\"Ticket type\"\n\"1\";\"VIP; \"\"Gold\"\", seated\"\n", "")
                        .rows())
                .containsExactly(ticket(2, "1", "VIP; \"Gold\", seated", null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sep=;", "SEP=;", "\"sep=;\"", "\uFEFFsep=;"})
    void a_line_that_names_the_separator_is_no_header(String line) throws IOException {
        assertThat(ReadList.of(line + "\r\nqrcode;type\r\nA,1;B\r\n", "").rows())
                .containsExactly(ticket(3, "A,1", "B", null));
    }

    @Test
    void the_separator_can_be_given() throws IOException {
        assertThat(ReadList.of("qrcode;a,b,c\nA;1\n", "separator=semicolon&others=ignore")
                        .rows())
                .containsExactly(ticket(2, "A", null, null));
    }

    @Test
    void json_arrays_hold_texts_or_numbers_and_null_is_none() throws IOException {
        assertThat(ReadList.of("""
                        [{"qrcode": "A", "type": null},
                         {"qrcode": 8412345678126137001, "status": "revoked"},
                         7, {"qrcode": {"x": [1]}}, {"qrcode": 8.4E+17}, {"name": "x"}]""", "").rows())
                .containsExactly(
                        ticket(1, "A", "", null),
                        ticket(2, "8412345678126137001", null, true),
                        new TicketRow.Refused(3, "The element is no JSON object."),
                        new TicketRow.Refused(3, "The qrcode field must be a string or a number."),
                        new TicketRow.Refused(
                                3,
                                "The qrcode field holds 8.4E+17: a spreadsheet has rounded the code to a number, and its"
                                        + " digits are lost. Export the list again, and load it without opening it in a"
                                        + " spreadsheet."),
                        new TicketRow.Refused(3, "The row has an unknown member."));
    }

    @Test
    void json_members_can_be_named_too() throws IOException {
        assertThat(ReadList.of(
                                "[{\"secret\": \"A\", \"item\": 3, \"name\": \"x\"}]",
                                "qrcode=secret&type=item&others=ignore")
                        .rows())
                .containsExactly(ticket(1, "A", "3", null));
        assertThat(ReadList.of("{\"secret\": \"A\"}\n", "qrcode=secret").rows())
                .containsExactly(ticket(1, "A", null, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[{\"qrcode\": \"A\"}", "[{\"qrcode\": \"A\"}, {]", "[] []", "[{\"qrcode\": \"A\"}]]"})
    void a_json_array_that_breaks_off_is_refused_as_a_whole(String file) {
        assertThatThrownBy(() -> ReadList.of(file, ""))
                .isInstanceOf(RefusedInputException.class)
                .hasMessageEndingWith("Nothing was loaded.");
    }

    @Test
    void an_old_workbook_is_told_apart() {
        assertThatThrownBy(() -> ReadList.of(new byte[] {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, 1, 2, 3}, ""))
                .hasMessageContaining("Save it as .xlsx");
    }

    @Test
    void words_of_a_status_are_known_or_told() throws IOException {
        String list = "qrcode,status\nA,Checked-In\nB, CANCELLED \nC,Half\nD,\n";

        assertThat(ReadList.of(list, "").rows())
                .containsExactly(
                        ticket(2, "A", null, false),
                        ticket(3, "B", null, true),
                        new TicketRow.Refused(
                                4,
                                "The status field says \"Half\", which is not known: write valid=Half or revoked=Half in the"
                                        + " address to say what it means."),
                        ticket(5, "D", null, null));
        assertThat(ReadList.of(list, "valid=half,+cancelled&revoked=checked+in").rows())
                .containsExactly(
                        ticket(2, "A", null, true),
                        ticket(3, "B", null, false),
                        ticket(4, "C", null, false),
                        ticket(5, "D", null, null));
    }

    @Test
    void a_column_is_guessed_only_if_no_other_can_be_meant() throws IOException {
        assertThatThrownBy(() -> ReadList.of("Barcode,Secret\n1,2\n", "others=ignore"))
                .hasMessageStartingWith(
                        "\"Barcode\", \"Secret\" could each be qrcode: say which one is, or qrcode= for none.");
        assertThat(ReadList.of("Barcode,Secret\n1,2\n", "qrcode=secret&others=ignore")
                        .rows())
                .containsExactly(ticket(2, "2", null, null));
        assertThat(ReadList.of("qrcode,Secret\n1,2\n", "others=ignore").rows())
                .containsExactly(ticket(2, "1", null, null));
        assertThat(ReadList.of("qrcode,Product,Ticket type\n1,2,3\n", "type=&others=ignore")
                        .rows())
                .containsExactly(ticket(2, "1", null, null));
    }

    @Test
    void a_column_that_is_given_must_be_there_once() {
        assertThatThrownBy(() -> ReadList.of("Code,Code\n1,2\n", "qrcode=Code&others=ignore"))
                .hasMessageStartingWith("There are 2 columns \"Code\".");
        assertThatThrownBy(() -> ReadList.of("qrcode,Product\n1,2\n", "qrcode=Secrt&others=ignore"))
                .hasMessageStartingWith(
                        "There is no column \"Secrt\" (qrcode). The file has the columns \"qrcode\", \"Product\".");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "qrcod=Secret",
                "others=drop",
                "header=no",
                "header=none",
                "header=none&qrcode=Secret",
                "separator=pipe",
                "charset=klingon",
                "suspects=yes",
                "qrcode=A&type=A",
                "qrcode=A&qrcode=B"
            })
    void a_parameter_that_is_misspelt_is_never_lost(String query) {
        assertThatThrownBy(() -> ReadList.options(query)).isInstanceOf(RefusedInputException.class);
    }
}
