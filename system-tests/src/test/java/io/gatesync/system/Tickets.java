package io.gatesync.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The tickets of an event: {@code T-1} to {@code T-count}. */
record Tickets(int count) {

    private static final String PREFIX = "T-";
    private static final int ROWS_AT_A_TIME = 1_000;

    static String qrcode(int number) {
        return PREFIX + number;
    }

    boolean contain(String qrcode) {
        if (!qrcode.startsWith(PREFIX)) {
            return false;
        }
        int number = Integer.parseInt(qrcode.substring(PREFIX.length()));
        return number >= 1 && number <= count;
    }

    List<String> qrcodes() {
        return IntStream.rangeClosed(1, count).mapToObj(Tickets::qrcode).toList();
    }

    /** The file that the organiser loads, made as it is sent. */
    Iterable<byte[]> csv() {
        return () -> Stream.concat(Stream.of("qrcode,type,admittence,number\n"), rows())
                .map(text -> text.getBytes(UTF_8))
                .iterator();
    }

    private Stream<String> rows() {
        return IntStream.iterate(1, first -> first <= count, first -> first + ROWS_AT_A_TIME)
                .mapToObj(this::rows);
    }

    private String rows(int first) {
        StringBuilder rows = new StringBuilder();
        for (int number = first; number <= Math.min(count, first + ROWS_AT_A_TIME - 1); number++) {
            rows.append(qrcode(number))
                    .append(",Weekend,Main entrance,")
                    .append(number)
                    .append('\n');
        }
        return rows.toString();
    }
}
