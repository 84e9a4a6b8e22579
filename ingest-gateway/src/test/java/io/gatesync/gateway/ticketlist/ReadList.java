package io.gatesync.gateway.ticketlist;

import io.gatesync.gateway.input.CodeRule;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A list, read to its end as a request with this query would have it read. */
record ReadList(List<TicketRow> rows, Map<String, String> columns, List<String> ignored, List<Notice> notices) {
    static ReadList of(byte[] file, String query) throws IOException {
        return of(new ByteArrayInputStream(file), query);
    }

    static ReadList of(String file, String query) throws IOException {
        return of(file.getBytes(StandardCharsets.UTF_8), query);
    }

    /** One of the lists in {@code src/test/resources/exports}, which have the columns of real exports and invented rows. */
    static ReadList ofExport(String name, String query) throws IOException {
        try (InputStream file = ReadList.class.getResourceAsStream("/exports/" + name)) {
            return of(file, query);
        }
    }

    private static ReadList of(InputStream file, String query) throws IOException {
        List<TicketRow> read = new ArrayList<>();
        try (TicketRows rows = new TicketListReader(1 << 16, 100, 1 << 20)
                .open(file, ListFormat.UNKNOWN, options(query), CodeRule.WHOLE_TEXT)) {
            for (TicketRow row = rows.next(); row != null; row = rows.next()) {
                read.add(row);
            }
            return new ReadList(
                    read, rows.columns(), rows.ignoredColumns(), rows.notices().listed());
        }
    }

    static ListOptions options(String query) {
        Map<String, List<String>> parameters = new TreeMap<>();
        for (String parameter : query.isEmpty() ? new String[0] : query.split("&")) {
            String[] nameAndValue = parameter.split("=", 2);
            parameters
                    .computeIfAbsent(nameAndValue[0], name -> new ArrayList<>())
                    .add(URLDecoder.decode(nameAndValue[1], StandardCharsets.UTF_8));
        }
        return ListOptions.read(parameters, LoadMode.PARAMETERS);
    }

    static TicketRow ticket(long line, String qrcode, String type, Boolean revoked) {
        return new TicketRow.Ticket(line, qrcode, type, null, null, revoked);
    }
}
