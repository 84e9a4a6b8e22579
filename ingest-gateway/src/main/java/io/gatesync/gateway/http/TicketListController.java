package io.gatesync.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatesync.gateway.answer.TicketsAnswer;
import io.gatesync.gateway.answer.TriedAnswer;
import io.gatesync.gateway.comparison.TicketLoad;
import io.gatesync.gateway.input.CodeRule;
import io.gatesync.gateway.input.EventChange;
import io.gatesync.gateway.input.TriedScan;
import io.gatesync.gateway.projector.ProjectedTickets;
import io.gatesync.gateway.publish.TicketEnds;
import io.gatesync.gateway.publish.TicketLoads;
import io.gatesync.gateway.ticketlist.ListFormat;
import io.gatesync.gateway.ticketlist.ListOptions;
import io.gatesync.gateway.ticketlist.LoadMode;
import io.gatesync.gateway.ticketlist.TicketListReader;
import io.gatesync.gateway.ticketlist.TicketRows;
import io.gatesync.service.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the organiser calls about an event's tickets: loads a list, and tries a scan. */
@RestController
final class TicketListController {
    private static final Set<String> TABLES = Set.of(
            "text/csv",
            "text/x-csv",
            "application/csv",
            "application/x-csv",
            "text/comma-separated-values",
            "text/tab-separated-values");
    private static final Set<String> JSON_LINES =
            Set.of("application/x-ndjson", "application/ndjson", "application/jsonl", "application/x-jsonlines");
    /** What browsers, spreadsheets and curl say of such files without looking into them, and JSON, which may be lines or an array. */
    private static final Set<String> ANY = Set.of(
            "application/json",
            "text/plain",
            "application/octet-stream",
            "application/x-www-form-urlencoded",
            "application/vnd.ms-excel",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

    private final BodyReader bodies;
    private final LeastRate leastRate;
    private final EventRules rules;
    private final TicketListReader lists;
    private final TicketLoads loads;
    private final TicketEnds ends;
    private final ProjectedTickets projected;
    private final GatewayMetrics metrics;

    TicketListController(
            BodyReader bodies,
            LeastRate leastRate,
            EventRules rules,
            TicketListReader lists,
            TicketLoads loads,
            TicketEnds ends,
            ProjectedTickets projected,
            GatewayMetrics metrics) {
        this.bodies = bodies;
        this.leastRate = leastRate;
        this.rules = rules;
        this.lists = lists;
        this.loads = loads;
        this.ends = ends;
        this.projected = projected;
        this.metrics = metrics;
    }

    @PutMapping("/api/admin/events/{eventId}/tickets")
    ResponseEntity<TicketsAnswer> putTickets(@PathVariable String eventId, HttpServletRequest request)
            throws IOException {
        String id = EventChange.requireId(eventId);
        CodeRule rule = rules.requireForTickets(id);
        ListFormat format = format(request.getContentType());
        Map<String, List<String>> query = query(request);
        LoadMode mode = LoadMode.read(query);
        ListOptions options = ListOptions.read(query, LoadMode.PARAMETERS);
        try (TicketRows rows = lists.open(leastRate.of(request.getInputStream()), format, options, rule)) {
            TicketLoad load = loads.load(id, rows, mode);
            if (mode.kind() != LoadMode.Kind.CHECK) {
                metrics.loaded(load);
            }
            return answer(id, load);
        }
    }

    private static ResponseEntity<TicketsAnswer> answer(String id, TicketLoad load) {
        if (load.accepted() == 0 && load.refused() > 0) {
            throw TicketProblems.nothingTaken(load);
        }
        // A list of which rows were refused is no success, though the others were loaded.
        return json(load.refused() == 0 ? HttpStatus.OK : HttpStatus.MULTI_STATUS, TicketsAnswer.of(id, load));
    }

    @PostMapping(path = "/api/admin/events/{eventId}/tickets/try", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<TriedAnswer> tryScan(@PathVariable String eventId, HttpServletRequest request) throws IOException {
        String id = EventChange.requireId(eventId);
        CodeRule rule = rules.requireForTickets(id);
        try (BodyReader.Body body = bodies.read(request)) {
            TriedScan scan = TriedScan.read(body.bytes(), rule);
            return json(HttpStatus.OK, TriedAnswer.of(id, scan, projected.one(id, scan.code(), ends.now())));
        }
    }

    /** The parameters of the query, in the order of their names, so that errors do not depend on chance. */
    private static Map<String, List<String>> query(HttpServletRequest request) {
        Map<String, List<String>> query = new TreeMap<>();
        request.getParameterMap().forEach((name, values) -> query.put(name, Arrays.asList(values)));
        return query;
    }

    private static ListFormat format(@Nullable String contentType) {
        if (contentType == null) {
            return ListFormat.UNKNOWN;
        }
        MediaType type;
        try {
            type = MediaType.parseMediaType(contentType);
        } catch (InvalidMediaTypeException e) {
            throw notSupported();
        }
        if (type.getCharset() != null
                && !List.of(UTF_8, UTF_16, UTF_16LE, UTF_16BE).contains(type.getCharset())) {
            throw Problem.stop(
                    HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                    "A list is read as UTF-8 or UTF-16. If it is something else, say so in the address, as in"
                            + " ?charset=windows-1252.");
        }
        String name = type.getType() + "/" + type.getSubtype();
        if (TABLES.contains(name)) {
            return ListFormat.TABLE;
        }
        if (JSON_LINES.contains(name)) {
            return ListFormat.JSON_LINES;
        }
        if (ANY.contains(name)) {
            return ListFormat.UNKNOWN;
        }
        throw notSupported();
    }

    private static Problem notSupported() {
        return Problem.stop(
                HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                "A list of tickets is sent as the body itself, as text/csv, application/json, application/x-ndjson or .xlsx.");
    }

    /** JSON, whatever the client says it accepts: the work is done, and this is its answer. */
    private static <T> ResponseEntity<T> json(HttpStatus status, T answer) {
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_JSON)
                .body(answer);
    }
}
