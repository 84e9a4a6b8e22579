package io.gatesync.gateway.http;

import io.gatesync.gateway.input.CodeRule;
import io.gatesync.gateway.projector.ProjectedTickets;
import io.gatesync.gateway.projector.ProjectorAwayException;
import io.gatesync.gateway.publish.TicketEnds;
import io.gatesync.service.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Whether an event may read codes in another way from now on. It may while every ticket that it has is still found under its own code:
 * otherwise somebody who is inside on a ticket could come in again under what is then another code.
 */
@Component
final class CodeRuleChange {
    private final ProjectedTickets projected;
    private final TicketEnds ends;

    CodeRuleChange(ProjectedTickets projected, TicketEnds ends) {
        this.projected = projected;
        this.ends = ends;
    }

    /** @throws Problem 409 if tickets would be lost, 503 if that cannot be told */
    void require(String eventId, CodeRule before, CodeRule after) {
        if (after.readsAs(before)) {
            return;
        }
        List<String> lost = new ArrayList<>();
        try {
            projected.each(eventId, ends.now(), ticket -> {
                if (!after.codeIn(ticket.qrcode()).equals(ticket.qrcode())) {
                    lost.add(ticket.qrcode());
                }
            });
        } catch (ProjectorAwayException e) {
            throw TicketProblems.projectorAway(e);
        }
        if (!lost.isEmpty()) {
            throw Problem.stop(
                            HttpStatus.CONFLICT,
                            "%d tickets of the event %s would not be found any more if codes were read so, such as %s. Open another event with this rule, and load the tickets there. Nothing was changed."
                                    .formatted(lost.size(), eventId, lost.getFirst()))
                    .with("lost", lost.size());
        }
    }
}
