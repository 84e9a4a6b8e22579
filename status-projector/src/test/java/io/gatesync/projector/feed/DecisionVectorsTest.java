package io.gatesync.projector.feed;

import static io.gatesync.projector.SampleRecords.NOON;
import static io.gatesync.projector.SampleRecords.named;
import static io.gatesync.projector.SampleRecords.outcome;
import static io.gatesync.projector.SampleRecords.undo;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatesync.schemas.ScanDecided;
import io.gatesync.schemas.TicketChanged;
import io.gatesync.schemas.TicketStatus;
import io.gatesync.schemas.UndoAnswer;
import io.gatesync.schemas.Verdict;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** By the lists in this file the tests of {@code web/device-sync} have devices decide: they are what the feed tells of these records. */
class DecisionVectorsTest {
    private static final Path VECTORS = Path.of("../web/device-sync/test/vectors/decisions.json");
    private static final TicketCodes CODES = new TicketCodes(new byte[32]);
    private static final int TICKETS = 0;
    private static final int OUTCOMES = 1;

    static Stream<JsonNode> vectors() {
        return new JsonMapper().readTree(VECTORS.toFile()).valueStream();
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void a_device_is_told_what_the_records_say(JsonNode vector) {
        EventFeed feed = new EventFeed("e", CODES, round -> round, new Snapshot(Offsets.of(new long[2]), 0, Map.of()));
        long[] next = new long[2];
        long round = 0;
        for (JsonNode record : vector.path("records")
                .valueStream()
                .limit(vector.path("seen").asLong())
                .toList()) {
            if (record.path("organiser").asString("").equals("reset")) {
                round++;
            }
            int place = record.has("organiser") ? TICKETS : OUTCOMES;
            feed.take(place, next[place]++, read(record, round));
        }

        List<FeedTicket> listed = feed.whole().tickets();

        JsonNode list = vector.path("list");
        assertThat(listed).hasSize(list.isNull() ? 0 : 1);
        listed.forEach(ticket -> {
            assertThat(ticket.revoked()).isEqualTo(list.path("s").asInt() == 1);
            assertThat(Optional.ofNullable(ticket.entry())
                            .map(entry -> entry.deviceId() + " " + entry.at().toEpochMilli()))
                    .isEqualTo(Optional.of(list.path("in"))
                            .filter(JsonNode::isObject)
                            .map(in -> in.path("d").asString() + " " + in.path("at")));
        });
    }

    private static SpecificRecord read(JsonNode record, long round) {
        return switch (record.path("organiser").asString("")) {
            case "load" -> new TicketChanged("e", "Q", TicketStatus.VALID, "Day", null, null, NOON, null);
            case "revoke" -> new TicketChanged("e", "Q", TicketStatus.REVOKED, "Day", null, null, NOON, null);
            case "reset" -> new TicketChanged("e", "", null, null, null, null, NOON, round);
            default -> {
                String holder = record.path("holder").asString();
                ScanDecided scan = outcome(
                                "e",
                                record.path("by").asString(),
                                "Q",
                                Verdict.valueOf(record.path("verdict").asString()))
                        .setScanId(named(record.path("by").asString() + record.path("at")))
                        .setScannedAt(Instant.ofEpochMilli(record.path("at").asLong()))
                        .setScannedAtFromDevice(true)
                        .setAdmitted(holder.equals("WAITS") ? null : holder.equals("LET_IN"))
                        .setReplayed(record.path("replayed").asBoolean(false))
                        .setDeviceRevoked(record.path("cut_off").asBoolean(false))
                        .setAdmissionRound(round)
                        .build();
                yield record.path("undo").asBoolean(false) ? undo(scan, UndoAnswer.UNDONE) : scan;
            }
        };
    }
}
