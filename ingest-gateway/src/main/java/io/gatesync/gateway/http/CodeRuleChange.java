package io.gatesync.gateway.http;

import io.gatesync.gateway.input.CodeRule;
import io.gatesync.gateway.projector.ProjectedTickets;
import io.gatesync.gateway.publish.TicketEnds;
import io.gatesync.service.problem.Problem;
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

    /**
     * @throws Problem 409 if tickets would be lost
     * @throws io.gatesync.gateway.projector.ProjectorAwayException if that cannot be told
     */
    void require(String eventId, CodeRule before, CodeRule after) {
        if (after.readsAs(before)) {
            return;
        }
        Lost lost = new Lost();
        projected.each(eventId, ends.now(), ticket -> {
            if (!after.codeIn(ticket.qrcode()).equals(ticket.qrcode())) {
                lost.add(ticket.qrcode());
            }
        });
        if (lost.count > 0) {
            throw Problem.stop(
                            HttpStatus.CONFLICT,
                            "%d tickets of the event %s would not be found any more if codes were read so, such as %s. Open another event with this rule, and load the tickets there. Nothing was changed."
                                    .formatted(lost.count, eventId, lost.example))
                    .with("lost", lost.count);
        }
    }

    /** Counted, and not listed: an event may have a million. */
    private static final class Lost {
        private long count;
        private String example = "";

        void add(String code) {
            example = count == 0 ? code : example;
            count++;
        }
    }
}
