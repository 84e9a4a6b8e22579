package io.gatesync.gateway.answer;

import java.time.Instant;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * The answer to a reset of admissions.
 *
 * @param admissionRound the number of the round that has begun; later ones are higher
 */
@JsonNaming(SnakeCaseStrategy.class)
public record ResetAnswer(String eventId, String name, long admissionRound, Instant admissionsResetAt, String message) {
    private static final String MESSAGE =
            "Everybody is out again: the next scan of each ticket is admitted. Verdicts that were given before stay in the log, marked"
                    + " as rehearsal. What a device has scanned and not sent yet counts as real: where devices still hold scans of the"
                    + " rehearsal, let them send these, and reset again.";

    public static ResetAnswer of(String eventId, String name, long round, Instant resetAt) {
        return new ResetAnswer(eventId, name, round, resetAt, MESSAGE);
    }
}
