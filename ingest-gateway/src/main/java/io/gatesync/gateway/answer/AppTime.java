package io.gatesync.gateway.answer;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times as the app reads them: UTC, without a zone and without fractions. */
final class AppTime {
    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private AppTime() {}

    static String format(Instant time) {
        return FORMAT.format(time);
    }
}
