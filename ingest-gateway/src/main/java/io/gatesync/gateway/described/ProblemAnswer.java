package io.gatesync.gateway.described;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * Why something was not done (RFC 9457), and whether to send the same again.
 *
 * @param type as of RFC 9457; absent: the status says it
 * @param title of the status
 * @param status of the answer
 * @param detail what is wrong, in a sentence
 * @param instance as of RFC 9457
 * @param retry true: send the same again, after {@code Retry-After}. False: the same can never succeed
 * @param login true: log in, and send the same again; nothing is lost
 * @param message the errors in one sentence, as Laravel says it
 * @param errors what is wrong with each field, as Laravel says it
 * @param reason why a list of tickets has to be loaded anew, or a rescued file is refused, in one word
 * @param lost how many tickets would not be found any more, if codes were read as the organiser wants
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(Include.NON_NULL)
@Schema(name = "Problem")
public record ProblemAnswer(
        @Nullable String type,
        String title,
        int status,
        @Nullable String detail,
        @Nullable String instance,
        boolean retry,
        @Nullable Boolean login,
        @Nullable String message,
        @Nullable Map<String, List<String>> errors,

        @Schema(allowableValues = {"other_generation", "too_old", "base_gone", "cut_off"}) @Nullable
        String reason,

        @Nullable Long lost) {}
