package io.gatesync.gateway.http;

import io.gatesync.gateway.comparison.Counts;
import io.gatesync.gateway.comparison.TicketLoad;
import io.gatesync.gateway.input.NoDiskException;
import io.gatesync.gateway.projector.ProjectorAwayException;
import io.gatesync.gateway.publish.ReplaceRefusedException;
import io.gatesync.gateway.publish.TicketLoadBrokenException;
import io.gatesync.gateway.ticketlist.WorkbooksBusyException;
import io.gatesync.service.problem.Problem;
import io.gatesync.service.problem.ProblemTranslator;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** How failed loads of ticket lists are answered, in sentences for the organiser. */
@Component
final class TicketProblems implements ProblemTranslator {
    private static final Logger LOG = LoggerFactory.getLogger(TicketProblems.class);

    @Override
    public Optional<Problem> problemOf(Exception failure) {
        return switch (failure) {
            case TicketLoadBrokenException broken -> Optional.of(broken(broken));
            case ProjectorAwayException away -> Optional.of(projectorAway(away));
            case ReplaceRefusedException refused -> Optional.of(replaceRefused(refused));
            case NoDiskException noDisk -> Optional.of(noDisk(noDisk));
            case WorkbooksBusyException busy -> Optional.of(workbooksBusy());
            default -> Optional.empty();
        };
    }

    private static Problem broken(TicketLoadBrokenException broken) {
        LOG.warn(
                "A ticket list was loaded in part, since Kafka did not take all of it; it is answered 503, and the organiser sends it again: {}",
                broken.getMessage());
        String detail = "Kafka went away after %d rows were accepted.".formatted(broken.accepted());
        return Problem.sendAgain(HttpStatus.SERVICE_UNAVAILABLE, detail)
                .with("accepted", broken.accepted())
                .with("refused", broken.refused());
    }

    private static Problem projectorAway(ProjectorAwayException away) {
        LOG.warn(
                "What an organiser wants can be done only by what the tables show of the event's tickets, and is answered 503; it may"
                        + " be sent again. Scans are decided meanwhile as ever. {}",
                away.getMessage());
        return Problem.sendAgain(
                HttpStatus.SERVICE_UNAVAILABLE,
                "The event's tickets cannot be read right now. Nothing was changed. Send the same again in a minute.");
    }

    private static Problem replaceRefused(ReplaceRefusedException refused) {
        TicketLoad load = refused.load();
        Counts counts = load.counts();
        String detail = refused.confirmable()
                ? "The list lacks %1$d of the event's %2$d valid tickets, more than one in ten. They would be revoked. If that is right, add confirm=%1$d to the address. Nothing was loaded."
                        .formatted(counts.missing(), counts.validBefore())
                : "The list lacks %d of the event's %d valid tickets, but %d of its rows were refused, and may be some of them. They would be revoked. Correct those rows, or add refused=skip to the address. Nothing was loaded."
                        .formatted(counts.missing(), counts.validBefore(), load.refused());
        return withRows(Problem.stop(HttpStatus.CONFLICT, detail), load)
                .with("missing", counts.missing())
                .with("valid_before", counts.validBefore());
    }

    /** The answer to a list of which every row was refused. */
    static Problem nothingTaken(TicketLoad load) {
        String detail = "All %d rows were refused, the first one because: %s Nothing was loaded."
                .formatted(
                        load.refused(),
                        load.listed().isEmpty() ? "" : load.listed().getFirst().reason());
        return withRows(Problem.stop(HttpStatus.UNPROCESSABLE_CONTENT, detail), load)
                .with("columns", load.columns());
    }

    private static Problem withRows(Problem problem, TicketLoad load) {
        return problem.with("accepted", load.accepted())
                .with("refused", load.refused())
                .with("errors", load.listed());
    }

    private static Problem workbooksBusy() {
        return Problem.sendAgain(
                HttpStatus.TOO_MANY_REQUESTS,
                "Another workbook is being read, and there is memory for one at a time. Nothing was loaded. Send the same again in a minute, or save it as \"CSV UTF-8\".");
    }

    private static Problem noDisk(NoDiskException noDisk) {
        LOG.error(
                "A ticket list is answered 507, because the gateway cannot use its temporary files in {}: {}. Free some space; the"
                        + " list may then be sent again",
                System.getProperty("java.io.tmpdir"),
                noDisk.getMessage());
        return Problem.sendAgain(
                HttpStatus.INSUFFICIENT_STORAGE,
                "The gateway's disk is full, or its temporary files cannot be used. Nothing was loaded.");
    }
}
