package io.gatesync.gateway.ticketlist;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A field of a ticket, and the names that other systems give to the column that holds it. */
public enum TicketField {
    /** The text in the ticket's QR code. No order code, voucher or plain "code", which is something else as often. */
    QRCODE(
            "barcode",
            "barcodenumber",
            "barcodeno",
            "ticketbarcode",
            "ticketcode",
            "ticketid",
            "secret",
            "ticketsecret",
            "qrcode",
            "qr",
            "qrcodetext",
            "scancode",
            "checkincode",
            "codebarres",
            "codebarre",
            "codigodebarras",
            "strichcode"),
    TYPE("tickettype", "typeofticket", "ticketname", "product", "productname", "ticketart", "ticketkategorie", "tarif"),
    ADMITTENCE("admittence"),
    NUMBER("ticketnumber", "ticketno", "ticketnr", "ticketnummer"),
    STATUS("ticketstatus", "attendeestatus", "ticketstate", "orderstatus");

    private final Set<String> aliases;

    TicketField(String... aliases) {
        this.aliases = Set.of(aliases);
    }

    /** The name of the column or member in GateSync's own form, and of the parameter that says which other column holds it. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<TicketField> of(String key) {
        return Stream.of(values()).filter(field -> field.key().equals(key)).findFirst();
    }

    boolean isCalled(String column) {
        return key().equals(column.strip().toLowerCase(Locale.ROOT));
    }

    /** Whether another system may mean this field by a column of that name: only letters and digits count, in any case. */
    boolean mayBeCalled(String column) {
        return aliases.contains(lettersAndDigits(column));
    }

    private static String lettersAndDigits(String text) {
        StringBuilder kept = new StringBuilder();
        text.codePoints().filter(Character::isLetterOrDigit).forEach(kept::appendCodePoint);
        return kept.toString().toLowerCase(Locale.ROOT);
    }
}
