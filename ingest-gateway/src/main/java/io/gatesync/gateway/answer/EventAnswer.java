package io.gatesync.gateway.answer;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.gatesync.gateway.input.CodeRule;
import io.gatesync.gateway.input.EventChange;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** The answer to a change of an event: how it stands now. The passcode is never part of it; a code pattern only where there is one. */
@JsonNaming(SnakeCaseStrategy.class)
public record EventAnswer(
        String eventId,
        String name,
        @Schema(allowableValues = {"open", "closed"}) String state,
        @JsonInclude(Include.NON_NULL) @Nullable String codePattern,
        boolean codeCaseMatters) {

    public static EventAnswer of(EventChange event, CodeRule rule) {
        return new EventAnswer(
                event.eventId(),
                event.name(),
                event.open() ? "open" : "closed",
                rule.pattern().orElse(null),
                rule.caseMatters());
    }
}
