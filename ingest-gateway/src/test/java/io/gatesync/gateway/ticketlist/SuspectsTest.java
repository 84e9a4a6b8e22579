package io.gatesync.gateway.ticketlist;

import static io.gatesync.gateway.ticketlist.ReadList.ticket;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What spreadsheets and exports do to codes. */
class SuspectsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "8.4E+17",
                "8.41235E+18",
                "\"8,4E+17\"",
                "8.4e17",
                "1E+10",
                "NA",
                "n/a",
                "#N/A",
                "null",
                "#REF!",
                "=A1&B1",
                "'0081",
                "-"
            })
    void what_is_surely_no_code_is_refused(String code) throws IOException {
        assertThat(ReadList.of("qrcode\nA\n" + code + "\n", "").rows())
                .hasSize(2)
                .last()
                .isInstanceOf(TicketRow.Refused.class);
        assertThat(ReadList.of("qrcode\nA\n" + code + "\n", "suspects=accept").rows())
                .last()
                .isInstanceOf(TicketRow.Ticket.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1E10", "12E4567", "8.4", "A8.4E+17", "NAN1", "-17", "a=b", "https://t.example/8.4E+17"})
    void what_may_be_a_code_is_one(String code) throws IOException {
        ReadList list = ReadList.of("qrcode\n" + code + "\n", "");

        assertThat(list.rows()).containsExactly(ticket(2, code, null, null));
        assertThat(list.notices()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"=\"0081474473\"", "\"=\"\"0081474473\"\"\""})
    void a_formula_that_only_keeps_the_zeros_is_read_and_told(String field) throws IOException {
        ReadList list = ReadList.of("qrcode,type\n" + field + ",A\n", "");

        assertThat(list.rows()).containsExactly(ticket(2, "0081474473", "A", null));
        assertThat(list.notices())
                .containsExactly(
                        new Notice(2, "The code stood in a formula, as in =\"...\"; it was read as 0081474473."));
    }

    @Test
    void a_second_header_is_no_ticket() throws IOException {
        assertThat(ReadList.of("Barcode\nA\nbarcode\nB\n", "").rows())
                .containsExactly(
                        ticket(2, "A", null, null),
                        new TicketRow.Refused(3, "The row is a header row once more."),
                        ticket(4, "B", null, null));
    }

    @Test
    void lost_zeros_are_told_beside_longer_neighbours() throws IOException {
        assertThat(ReadList.of("qrcode\n0081474473\n81474474\n0081474475\nA-1\n", "")
                        .notices())
                .containsExactly(new Notice(
                        3,
                        "The code 81474474 has 8 digits, most have 10. If a spreadsheet has removed its leading zeros, it is"
                                + " not found at the door."));
    }

    @Test
    void codes_that_count_up_and_short_ones_have_lost_nothing() throws IOException {
        assertThat(ReadList.of("qrcode\n" + rows(999_990, 1_000_005), "").notices())
                .isEmpty();
        assertThat(ReadList.of("qrcode\n81\n1234\n1235\n1236\n", "").notices()).isEmpty();
        assertThat(ReadList.of("qrcode\n81474474\n814744741\n", "").notices()).isEmpty();
    }

    @Test
    void many_notices_are_counted_and_the_first_are_listed() {
        Notices notices = new Notices(2);
        Suspects suspects = new Suspects(2);
        IntStream.range(0, 10).forEach(i -> suspects.count(i, "98765432" + i * 7 % 10));
        IntStream.range(0, 5).forEach(i -> suspects.count(10 + i, "8765432" + i));
        suspects.noticeLostZeros(notices);

        assertThat(notices.count()).isEqualTo(5);
        assertThat(notices.listed()).extracting(Notice::line).containsExactly(10L, 11L);
    }

    private static String rows(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> i + "\n").collect(Collectors.joining());
    }
}
