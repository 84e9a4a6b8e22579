package io.gatesync.gateway.answer;

import io.gatesync.gateway.input.Scan;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.util.RawValue;

/** The code of a scan exactly as its device sent it, by which the device finds the answer. */
final class SentCode {
    /** Writes half a character as an escape, as it came; there is no UTF-8 for it. */
    private static final JsonMapper ASCII =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private SentCode() {}

    static @Nullable Object of(Scan scan) {
        Object given = scan.given();
        return given == null || given.equals(scan.qrcode()) ? given : new RawValue(ASCII.writeValueAsString(given));
    }
}
