package io.gatesync.projector.feed;

import io.gatesync.projector.feed.ServedEvent.About;
import io.gatesync.schemas.EventAccess;
import io.gatesync.schemas.EventState;
import io.gatesync.service.events.KnownEvents;
import io.gatesync.service.problem.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Gives devices the tickets of their event: a whole list, and then what has changed. */
@RestController
@RequestMapping({"/api/offline/events/{eventId}/tickets", "/offline/events/{eventId}/tickets"})
public final class TicketListController {
    private static final int LONGEST_WAIT_SECONDS = 30;
    private static final Duration UNTIL_READ = Duration.ofSeconds(5);
    private static final Duration LIST_LIFE = Duration.ofDays(1);

    private final TicketFeed feed;
    private final KnownEvents events;
    private final Cursors cursors;
    private final AtomicInteger waiting = new AtomicInteger();

    /** @param events that organisers have opened */
    public TicketListController(TicketFeed feed, KnownEvents events, Installation installation) {
        this.feed = feed;
        this.events = events;
        this.cursors = installation.cursors();
    }

    /** How many devices wait for something to change. */
    public int waiting() {
        return waiting.get();
    }

    @GetMapping(params = "!cursor")
    ResponseEntity<byte[]> list(
            @PathVariable String eventId,
            @RequestParam @Nullable Integer part,
            @RequestParam @Nullable String base,
            @RequestHeader(HttpHeaders.ACCEPT_ENCODING) @Nullable String encodings,
            @RequestHeader(HttpHeaders.IF_NONE_MATCH) @Nullable String known) {
        if (part != null && (part < 0 || part >= TicketHash.PARTS)) {
            throw Problem.stop(HttpStatus.BAD_REQUEST, "A list has the parts 0 to %d.".formatted(TicketHash.PARTS - 1));
        }
        About about = about(eventId);
        ServedEvent event = complete(eventId);
        TicketList list = base == null
                ? event.list(about)
                : event.list(base).orElseThrow(() -> gone("base_gone", "This list is not kept any more."));
        boolean zipped = takesGzip(encodings);
        String tag = "\"%s-%s-%s\"".formatted(list.name(), part == null ? "all" : part, zipped ? "gz" : "id");
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(tag.equals(known) ? 304 : 200)
                .eTag(tag)
                .varyBy(HttpHeaders.ACCEPT_ENCODING)
                .cacheControl(
                        base == null
                                ? CacheControl.noCache().cachePrivate()
                                : CacheControl.maxAge(LIST_LIFE).cachePrivate().immutable());
        return tag.equals(known)
                ? answer.build()
                : body(
                        answer,
                        part == null ? ServedEvent.whole(list) : list.parts().get(part),
                        zipped);
    }

    @GetMapping(params = "cursor")
    ResponseEntity<byte[]> changes(
            @PathVariable String eventId,
            @RequestParam String cursor,
            @RequestParam(defaultValue = "0") int wait,
            @RequestHeader(HttpHeaders.ACCEPT_ENCODING) @Nullable String encodings)
            throws InterruptedException {
        if (wait < 0 || wait > LONGEST_WAIT_SECONDS) {
            throw Problem.stop(HttpStatus.BAD_REQUEST, "A wait has 0 to %d seconds.".formatted(LONGEST_WAIT_SECONDS));
        }
        about(eventId);
        ServedEvent event = complete(eventId);
        Cursors.Cursor known = cursors.read(cursor, event.feed().unread().size())
                .orElseThrow(() -> Problem.stop(HttpStatus.BAD_REQUEST, "This is no cursor."));
        if (wait > 0 && !changed(event, known, Duration.ofSeconds(wait))) {
            return ResponseEntity.noContent()
                    .header("GateSync-Cursor", cursor)
                    .cacheControl(CacheControl.noStore())
                    .build();
        }
        event.feed().gap(known).ifPresent(gap -> {
            throw problem(gap, known);
        });
        return body(
                ResponseEntity.ok().cacheControl(CacheControl.noStore()),
                event.changes(cursor, known),
                takesGzip(encodings));
    }

    private boolean changed(ServedEvent event, Cursors.Cursor known, Duration wait) throws InterruptedException {
        waiting.incrementAndGet();
        try {
            return event.feed().awaitChange(known, wait);
        } finally {
            waiting.decrementAndGet();
        }
    }

    private Problem problem(EventFeed.Gap gap, Cursors.Cursor known) {
        return switch (gap) {
            case OTHER_GENERATION ->
                gone(
                        "other_generation",
                        "The tickets are others: admissions were reset, keys changed, or topics lost.");
            case TOO_OLD -> gone("too_old", "More has changed since than is remembered.");
            case NOT_YET ->
                known.offsets().areAheadOf(feed.ends())
                        ? gone("other_generation", "The topics end before what this cursor has seen.")
                        : notYet();
        };
    }

    private static Problem gone(String reason, String detail) {
        return Problem.stop(HttpStatus.GONE, detail + " Load the list anew.").with("reason", reason);
    }

    private static Problem notYet() {
        return Problem.sendAgain(HttpStatus.SERVICE_UNAVAILABLE, "The tickets are still being read.");
    }

    private ServedEvent complete(String eventId) {
        ServedEvent event = feed.of(eventId);
        if (!event.feed().isComplete()) {
            throw notYet();
        }
        return event;
    }

    private About about(String eventId) {
        EventAccess event = events.findUpToDate(eventId, UNTIL_READ)
                .orElseThrow(
                        () -> Problem.stop(HttpStatus.NOT_FOUND, "Nobody has opened an event %s.".formatted(eventId)));
        if (event.getState() == EventState.ENDED) {
            throw Problem.stop(HttpStatus.GONE, "The event %s has ended.".formatted(eventId));
        }
        return new About(event.getName(), event.getCodePattern(), event.getCodeCaseMatters());
    }

    private static boolean takesGzip(@Nullable String encodings) {
        return encodings != null && encodings.contains("gzip");
    }

    private static ResponseEntity<byte[]> body(ResponseEntity.BodyBuilder answer, byte[] zipped, boolean asItIs) {
        answer.contentType(MediaType.APPLICATION_NDJSON);
        return asItIs
                ? answer.header(HttpHeaders.CONTENT_ENCODING, "gzip").body(zipped)
                : answer.body(unzipped(zipped));
    }

    private static byte[] unzipped(byte[] zipped) {
        try (GZIPInputStream bytes = new GZIPInputStream(new ByteArrayInputStream(zipped))) {
            return bytes.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
