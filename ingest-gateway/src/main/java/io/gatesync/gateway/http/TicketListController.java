package io.gatesync.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatesync.gateway.answer.TicketsAnswer;
import io.gatesync.gateway.answer.TriedAnswer;
import io.gatesync.gateway.comparison.TicketLoad;
import io.gatesync.gateway.described.ProblemAnswer;
import io.gatesync.gateway.described.TicketListProblem;
import io.gatesync.gateway.described.TicketRowBody;
import io.gatesync.gateway.described.TryBody;
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
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
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
@Tag(name = "Tickets")
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

    @Operation(
            summary = "Loads a list of tickets",
            description =
                    "Of any size, as often as wanted: only what changes is published. docs/ticket-lists.md says more.",
            parameters = {
                @Parameter(
                        in = ParameterIn.QUERY,
                        name = "mode",
                        description =
                                "check: nothing is changed, and told what would be. replace: valid tickets that the list lacks are revoked.",
                        schema =
                                @Schema(
                                        type = "string",
                                        allowableValues = {"update", "replace", "check"})),
                @Parameter(
                        in = ParameterIn.QUERY,
                        name = "confirm",
                        description =
                                "How many tickets may be revoked by mode=replace, if they are more than one in ten.",
                        schema = @Schema(type = "string")),
                @Parameter(
                        in = ParameterIn.QUERY,
                        name = "refused",
                        description = "Lets mode=replace revoke tickets though rows were refused.",
                        schema =
                                @Schema(
                                        type = "string",
                                        allowableValues = {"skip"})),
                @Parameter(
                        in = ParameterIn.QUERY,
                        name = "qrcode",
                        description = "The column or member that holds the code.",
                        schema = @Schema(type = "string")),
                @Parameter(
                        in = ParameterIn.QUERY,
                        name = "type",
                        description = "The one that holds the type; empty: none does.",
                        schema = @Schema(type = "string")),
                @Parameter(
                        in = ParameterIn.QUERY,
                        name = "admittence",
                        description = "The one that holds the admittence; empty: none does.",
                        schema = @Schema(type = "string")),
                @Parameter(
                        in = ParameterIn.QUERY,
                        name = "number",
                        description = "The one that holds the number; empty: none does.",
                        schema = @Schema(type = "string")),
                @Parameter(
                        in = ParameterIn.QUERY,
                        name = "status",
                        description = "The one that holds the status; empty: none does.",
                        schema = @Schema(type = "string")),
                @Parameter(
                        in = ParameterIn.QUERY,
                        name = "others",
                        description = "Other columns are passed over.",
                        schema =
                                @Schema(
                                        type = "string",
                                        allowableValues = {"ignore"})),
                @Parameter(
                        in = ParameterIn.QUERY,
                        name = "header",
                        description = "There is no header row, and columns are given by position, from 1.",
                        schema =
                                @Schema(
                                        type = "string",
                                        allowableValues = {"none"})),
                @Parameter(
                        in = ParameterIn.QUERY,
                        name = "valid",
                        description = "Further words for valid, separated by commas.",
                        schema = @Schema(type = "string")),
                @Parameter(
                        in = ParameterIn.QUERY,
                        name = "revoked",
                        description = "Further words for revoked, separated by commas.",
                        schema = @Schema(type = "string")),
                @Parameter(
                        in = ParameterIn.QUERY,
                        name = "separator",
                        description = "Between the columns.",
                        schema =
                                @Schema(
                                        type = "string",
                                        allowableValues = {"comma", "semicolon", "tab"})),
                @Parameter(
                        in = ParameterIn.QUERY,
                        name = "charset",
                        description = "Of the text, such as windows-1252.",
                        schema = @Schema(type = "string")),
                @Parameter(
                        in = ParameterIn.QUERY,
                        name = "sheet",
                        description = "The name of the sheet of a workbook.",
                        schema = @Schema(type = "string")),
                @Parameter(
                        in = ParameterIn.QUERY,
                        name = "suspects",
                        description = "Codes that look damaged by a spreadsheet are taken as they stand.",
                        schema =
                                @Schema(
                                        type = "string",
                                        allowableValues = {"accept"}))
            })
    @RequestBody(
            required = true,
            content = {
                @Content(
                        mediaType = "text/csv",
                        schema = @Schema(type = "string"),
                        examples = @ExampleObject("qrcode,type,number\nT-1,VIP,17\nT-2,Day,18\n")),
                @Content(mediaType = "application/x-ndjson", schema = @Schema(implementation = TicketRowBody.class)),
                @Content(
                        mediaType = "application/json",
                        array = @ArraySchema(schema = @Schema(implementation = TicketRowBody.class))),
                @Content(
                        mediaType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                        schema = @Schema(type = "string", format = "binary")),
                @Content(mediaType = "application/octet-stream", schema = @Schema(type = "string", format = "binary"))
            })
    @ApiResponse(responseCode = "200", useReturnTypeSchema = true, description = "Loaded, or with mode=check compared.")
    @ApiResponse(responseCode = "207", useReturnTypeSchema = true, description = "The same, but rows were refused.")
    @ApiResponse(responseCode = "404", description = "Nobody has opened the event.")
    @ApiResponse(
            responseCode = "409",
            description = "The list would revoke more tickets than it may unconfirmed. Nothing was loaded.",
            content =
                    @Content(
                            mediaType = "application/problem+json",
                            schema = @Schema(oneOf = {TicketListProblem.class, ProblemAnswer.class})))
    @ApiResponse(responseCode = "410", description = "The event has ended, and its data are deleted.")
    @ApiResponse(
            responseCode = "422",
            description = "The columns or the query are wrong, or all rows were refused. Nothing was loaded.",
            content =
                    @Content(
                            mediaType = "application/problem+json",
                            schema = @Schema(oneOf = {TicketListProblem.class, ProblemAnswer.class})))
    @ApiResponse(
            responseCode = "503",
            description = "Kafka did not take all of it, or the event's tickets cannot be read: send the same again.",
            content =
                    @Content(
                            mediaType = "application/problem+json",
                            schema = @Schema(oneOf = {TicketListProblem.class, ProblemAnswer.class})))
    @ApiResponse(
            responseCode = "507",
            description = "The gateway's disk for temporary files is full. Nothing was loaded.")
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

    @Operation(
            summary = "Tries a scan",
            description = "Says how a scanned text is read and what the verdict would be now. It decides nothing.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = TryBody.class)))
    @ApiResponse(responseCode = "200", useReturnTypeSchema = true, description = "What the verdict would be.")
    @ApiResponse(responseCode = "404", description = "Nobody has opened the event.")
    @ApiResponse(responseCode = "410", description = "The event has ended, and its data are deleted.")
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
