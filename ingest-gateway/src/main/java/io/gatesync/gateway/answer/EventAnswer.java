package io.gatesync.gateway.answer;

import io.gatesync.gateway.input.EventChange;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** The answer to a change of an event: how it stands now. The passcode is never part of it. */
@JsonNaming(SnakeCaseStrategy.class)
public record EventAnswer(String eventId, String name, String state) {

    public static EventAnswer of(EventChange event) {
        return new EventAnswer(event.eventId(), event.name(), event.open() ? "open" : "closed");
    }
}
