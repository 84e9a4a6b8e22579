package io.gatesync.demo;

/** A ticket of the demo event. */
record Ticket(String qrcode, String type, String admittence, String number, boolean revoked) {

    static final String CSV_HEADER = "qrcode,type,admittence,number,status\n";

    String csvRow() {
        return "%s,%s,%s,%s,%s%n".formatted(qrcode, type, admittence, number, revoked ? "revoked" : "valid");
    }
}
