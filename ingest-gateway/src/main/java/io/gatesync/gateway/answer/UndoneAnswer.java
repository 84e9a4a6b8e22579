package io.gatesync.gateway.answer;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.gatesync.gateway.input.Upload;
import io.gatesync.schemas.ScanDecided;
import io.gatesync.schemas.UndoAnswer;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * The answer to the wish to take a scan back.
 *
 * @param qrcode what the device sent
 * @param scanId as the device sent it
 * @param status as of an HTTP answer: 200, or why not
 * @param syncStatus {@code undone}, {@code not_undone}, or {@code pending}: the device sends the same again
 * @param refused why not, in one word; null where the scan is taken back, or nothing is decided yet
 * @param clockAheadMs how far the device's clock is ahead, in milliseconds; null if the device did not say when it asked
 */
@JsonNaming(SnakeCaseStrategy.class)
public record UndoneAnswer(
        @Nullable Object qrcode,
        String scanId,
        int status,
        String message,

        @Schema(allowableValues = {"undone", "not_undone", "pending"})
        String syncStatus,

        @JsonInclude(Include.NON_NULL)
        @Schema(allowableValues = {"not_in", "too_late", "too_many_in", "device_revoked"})
        @Nullable
        String refused,

        String syncedAt,
        @JsonInclude(Include.NON_NULL) @Nullable Long clockAheadMs) {
    private static final String PENDING = "pending";

    private record Told(
            int status,
            String message,
            String syncStatus,
            @Nullable String refused) {
        static final Told UNDONE = new Told(200, "Undone", "undone", null);
        static final Told NOT_DECIDED = new Told(202, "Not decided yet", PENDING, null);

        static Told refused(int status, String message, String why) {
            return new Told(status, message, "not_undone", why);
        }

        static Told of(UndoAnswer answer) {
            return switch (answer) {
                case UNDONE, UNDONE_BEFORE -> UNDONE;
                case NOT_IN -> refused(409, "Nobody came in on this scan", "not_in");
                case TOO_LATE -> refused(409, "More than 60 seconds after the scan", "too_late");
                case TOO_MANY_IN -> refused(409, "Too many came in on this ticket", "too_many_in");
                case DEVICE_REVOKED -> refused(403, "Device revoked", "device_revoked");
                // Of a processor newer than this gateway.
                case OTHER -> NOT_DECIDED;
            };
        }
    }

    /** Without an outcome, or with one of a processor that does not know the wish, nothing is decided yet. */
    public static UndoneAnswer of(Upload.Undo undo, Optional<ScanDecided> outcome, Instant now) {
        Told told = outcome.map(ScanDecided::getUndo)
                .map(decided -> Told.of(decided.getAnswer()))
                .orElse(Told.NOT_DECIDED);
        return new UndoneAnswer(
                SentCode.of(undo.scan()),
                undo.scan().idFromDevice().orElseThrow(),
                told.status,
                told.message,
                told.syncStatus,
                told.refused,
                AppTime.format(now),
                undo.clockAhead().map(Duration::toMillis).orElse(null));
    }

    /** Whether the device has to send the same again. */
    @JsonIgnore
    public boolean isPending() {
        return syncStatus.equals(PENDING);
    }
}
