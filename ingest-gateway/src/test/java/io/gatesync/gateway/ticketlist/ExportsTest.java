package io.gatesync.gateway.ticketlist;

import static io.gatesync.gateway.ticketlist.ReadList.ticket;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatesync.gateway.input.RefusedInputException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Lists as other systems export them: each that holds the codes loads with one query, and each that does not says so. */
class ExportsTest {
    @Test
    void pretix() throws IOException {
        List<TicketRow> tickets = List.of(
                ticket(2, "kfndgffgyw4tdgcacx6bb3bgemq69cxj", "Weekend ticket", null),
                ticket(3, "wwu7xwz3dwtewbkqv9nqkkjm2rzr7qxy", "Weekend ticket – reduced", null));

        ReadList list = ReadList.ofExport("pretix-en.csv", "qrcode=Secret&type=Product&others=ignore");
        assertThat(list.rows()).isEqualTo(tickets);
        assertThat(list.columns()).isEqualTo(Map.of("qrcode", "Secret", "type", "Product"));
        assertThat(list.ignored())
                .contains("Order code", "Voucher code", "Comment")
                .hasSize(17);

        assertThat(ReadList.ofExport("pretix-en.csv", "others=ignore").rows()).isEqualTo(tickets);
        assertThat(ReadList.ofExport("pretix-semicolon.csv", "others=ignore").rows())
                .isEqualTo(tickets);
    }

    @Test
    void eventbrite() throws IOException {
        assertThat(ReadList.ofExport("eventbrite.csv", "others=ignore").rows())
                .containsExactly(
                        ticket(2, "8412345678126137001", "General Admission", false),
                        ticket(3, "8412345679126137002", "VIP", true));
    }

    @Test
    void fooevents() throws IOException {
        assertThat(ReadList.ofExport("fooevents.csv", "revoked=Unpaid&others=ignore")
                        .rows())
                .containsExactly(
                        ticket(2, "9812730001", "", false),
                        ticket(3, "9812730002", "", true),
                        new TicketRow.Refused(4, "The qrcode field holds NA, which stands for a missing code."));
        assertThat(ReadList.ofExport("fooevents.csv", "type=Variation&others=ignore")
                        .rows())
                .startsWith(ticket(2, "9812730001", "Day: Saturday", false))
                .endsWith(new TicketRow.Refused(
                        4,
                        "The qrcode field holds NA, which stands for a missing code. The status field says"
                                + " \"Unpaid\", which is not known: write valid=Unpaid or revoked=Unpaid in the"
                                + " address to say what it means."));
    }

    @Test
    void tickera() throws IOException {
        assertThat(ReadList.ofExport("tickera.csv", "others=ignore").rows())
                .containsExactly(ticket(2, "6a1f2c-1", "Standard", null));
    }

    @Test
    void weezevent() throws IOException {
        assertThat(ReadList.ofExport("weezevent.csv", "others=ignore").rows())
                .containsExactly(ticket(2, "0081474473", "Pass 3 jours", null));
    }

    @Test
    void hi_events_whose_public_id_nobody_guesses() throws IOException {
        assertThatThrownBy(() -> ReadList.ofExport("hievents.csv", "others=ignore"))
                .hasMessageContaining("No column is known to hold the codes")
                .hasMessageContaining("\"Public ID\"");
        assertThat(ReadList.ofExport("hievents.csv", "qrcode=Public+ID&others=ignore")
                        .rows())
                .containsExactly(ticket(2, "A-7F3K2LQ", "GA", false));
    }

    @Test
    void a_list_without_a_header() throws IOException {
        assertThat(ReadList.ofExport("headerless.csv", "header=none&qrcode=1&number=2")
                        .rows())
                .containsExactly(
                        new TicketRow.Ticket(1, "123123111", null, null, "Row 2 Seat 34", null),
                        new TicketRow.Ticket(2, "123123112", null, null, "Row 2 Seat 35", null));
        assertThatThrownBy(() -> ReadList.ofExport("headerless.csv", ""))
                .hasMessageContaining("If the first row is a ticket already, write ?header=none&qrcode=1");
    }

    @Test
    void a_list_that_names_its_separator() throws IOException {
        assertThat(ReadList.ofExport("sepline.csv", "").rows()).containsExactly(ticket(3, "SE-1", "Ordinarie", null));
    }

    @Test
    void a_list_that_does_not_hold_the_codes_says_so() {
        assertThatThrownBy(() -> ReadList.ofExport("pretix-nosecret.csv", "others=ignore"))
                .isInstanceOf(RefusedInputException.class)
                .hasMessageStartingWith(
                        "No column is known to hold the codes in the tickets' QR codes (qrcode). The file has"
                                + " the columns \"Order code\", \"Attendee name\", \"Product\",")
                .hasMessageContaining("\"Product\" looks like type.")
                .hasMessageContaining("export the list again together with the codes");
    }

    @Test
    void without_a_query_a_list_of_another_system_is_refused_and_told_what_to_write() {
        assertThatThrownBy(() -> ReadList.ofExport("eventbrite.csv", ""))
                .hasMessageStartingWith("These columns are no fields of a ticket: \"Order #\", \"Order Date\",")
                .hasMessageContaining("\"Barcode #\" looks like qrcode. \"Ticket Type\" looks like type.")
                .hasMessageEndingWith("To load it, write ?qrcode=Barcode%20%23&type=Ticket%20Type"
                        + "&status=Attendee%20Status&others=ignore after the address.");
    }
}
