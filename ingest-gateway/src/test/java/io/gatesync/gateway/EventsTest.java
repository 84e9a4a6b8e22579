package io.gatesync.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatesync.messaging.Topic;
import io.gatesync.schemas.EventAccess;
import io.gatesync.schemas.EventState;
import io.gatesync.schemas.TicketChanged;
import io.gatesync.testing.RawHttp.Answer;
import io.gatesync.testing.RealServers;
import io.gatesync.testing.Server;
import io.gatesync.testing.Servers;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What an event that is unknown, closed or ended takes in, at two gateways. */
@RealServers({Server.KAFKA, Server.REGISTRY})
class EventsTest {
    private static final String SYNC = "/api/offline/sync";
    private static final String VERIFY = "/api/offline/verify";

    private static RunningGateway gateway;
    private static RunningGateway other;
    private static Decider decider;
    private static Published published;

    private final Device device = Device.atOwnEvent();
    private final String event = "/api/admin/events/" + device.eventId();
    private final String tickets = event + "/tickets";

    @BeforeAll
    static void start(Servers servers) {
        gateway = RunningGateway.start(servers);
        other = RunningGateway.start(servers);
        decider = new Decider(servers);
        published = new Published(servers);
    }

    @AfterAll
    static void stop() {
        gateway.close();
        other.close();
        decider.close();
    }

    @Test
    void an_event_that_nobody_has_opened_is_said_to_be_unknown_once_and_nothing_of_it_is_taken_in() {
        Answer upload = gateway.http().post(SYNC, device.upload("A", "B"));

        assertStop(upload, 422);
        String sentence =
                "Nobody has opened an event %s. Check the event id of the device.".formatted(device.eventId());
        assertThat(upload.json().path("errors").path("event_id").path(0).asString())
                .isEqualTo(sentence);
        assertThat(upload.json().path("message").asString()).isEqualTo(sentence);
        assertStop(gateway.http().post(VERIFY, device.verification("A")), 422);
        assertStop(gateway.http().put(tickets, "text/csv", "qrcode\nA\n"), 404);
        assertThat(published.scansOf(device)).isEmpty();
        assertThat(published.ticketsOf(device.eventId())).isEmpty();
    }

    @Test
    void an_event_that_was_opened_at_one_gateway_is_known_at_the_other_at_once() {
        gateway.open(device.eventId());

        assertThat(other.http().post(SYNC, device.upload("A")).status()).isEqualTo(200);
    }

    /** Each gateway reads what the other wrote a moment ago, before it allows a change. */
    @Test
    void changes_of_an_event_at_two_gateways_in_turn_do_not_miss_each_other() {
        for (int round = 0; round < 10; round++) {
            String id = device.eventId() + "-" + round;
            gateway.open(id);
            other.closeEvent(id);
            assertThat(gateway.http()
                            .send("DELETE", "/api/admin/events/" + id, BodyPublishers.noBody())
                            .status())
                    .isEqualTo(200);
            assertStop(
                    other.http()
                            .put(
                                    "/api/admin/events/" + id,
                                    "application/json",
                                    "{\"name\": \"F\", \"passcode\": \"1234\"}"),
                    409);
        }
    }

    @Test
    void a_closed_event_admits_nobody_online_and_takes_late_uploads() {
        gateway.open(device.eventId());
        gateway.closeEvent(device.eventId());

        assertStop(gateway.http().post(VERIFY, device.verification("A")), 403);
        assertThat(gateway.http()
                        .post(SYNC, device.upload("A"))
                        .json()
                        .path("summary")
                        .path("successful")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void an_open_event_cannot_be_ended() {
        gateway.open(device.eventId());

        assertStop(end(), 409);
        assertThat(gateway.http().post(VERIFY, device.verification("A")).status())
                .isEqualTo(200);
    }

    @Test
    void an_event_that_is_unknown_cannot_be_ended() {
        assertStop(end(), 404);
    }

    @Test
    void an_ended_event_says_what_stays_and_takes_nothing_in_and_cannot_be_opened_again() {
        gateway.open(device.eventId());
        gateway.closeEvent(device.eventId());
        Instant before = Instant.now();

        Answer ended = end();

        assertThat(ended.status()).as(ended.text()).isEqualTo(200);
        assertThat(ended.json().path("state").asString()).isEqualTo("ended");
        JsonNode kept = ended.json().path("kept_in_kafka");
        assertThat(kept.findValuesAsString("topic")).contains(Topic.TICKETS.topicName(), Topic.SCANS.topicName());
        assertThat(until(kept, Topic.TICKETS)).as("for ever").isEqualTo("null");
        assertThat(Instant.parse(until(kept, Topic.SCANS)))
                .isBetween(before.plus(Duration.ofDays(30)), before.plus(Duration.ofDays(40)));
        EventAccess last = published.event(device.eventId()).getLast();
        assertThat(last.getState()).isEqualTo(EventState.ENDED);
        assertThat(last.getPasscodeHash()).isEmpty();
        assertStop(gateway.http().post(SYNC, device.upload("A")), 410);
        assertStop(gateway.http().post(VERIFY, device.verification("A")), 410);
        assertStop(gateway.http().put(tickets, "text/csv", "qrcode\nA\n"), 410);
        assertStop(gateway.http().put(event, "application/json", "{\"name\": \"F\", \"passcode\": \"1234\"}"), 409);
        assertThat(end().status()).as("asked again").isEqualTo(200);
    }

    @Test
    void everybody_is_out_again_when_the_organiser_repeats_the_events_name() {
        gateway.open(device.eventId());
        String name = published.event(device.eventId()).getLast().getName();

        assertStop(reset("{}"), 422);
        Answer wrong = reset("{\"confirm\": \"another\"}");
        assertStop(wrong, 422);
        assertThat(wrong.json().path("errors").path("confirm").path(0).asString())
                .contains(name);
        assertThat(published.ticketsOf(device.eventId())).isEmpty();

        Answer first = reset("{\"confirm\": \"%s\"}".formatted(name));
        Answer second = reset("{\"confirm\": \"%s\"}".formatted(name));

        assertThat(first.status()).as(first.text()).isEqualTo(200);
        long firstRound = first.json().path("admission_round").asLong();
        long secondRound = second.json().path("admission_round").asLong();
        assertThat(secondRound).isGreaterThan(firstRound).isPositive();
        assertThat(published.ticketsOf(device.eventId()))
                .as("each partition is told of each round")
                .extracting(TicketChanged::getAdmissionRound)
                .containsOnly(firstRound, secondRound)
                .hasSize(2 * published.partitions(Topic.TICKETS));
    }

    @Test
    void nobody_is_out_again_at_an_event_that_is_unknown_or_has_ended() {
        assertStop(reset("{\"confirm\": \"F\"}"), 404);
        gateway.open(device.eventId());
        gateway.closeEvent(device.eventId());
        end();

        assertStop(reset("{\"confirm\": \"F\"}"), 410);
    }

    private Answer reset(String body) {
        return gateway.http().post(event + "/reset-admissions", body);
    }

    private Answer end() {
        return gateway.http().send("DELETE", event, BodyPublishers.noBody());
    }

    private static String until(JsonNode kept, Topic topic) {
        for (JsonNode each : kept) {
            if (each.path("topic").asString().equals(topic.topicName())) {
                return each.path("until").isNull() ? "null" : each.path("until").asString();
            }
        }
        throw new AssertionError(topic + " is not in " + kept);
    }

    private static void assertStop(Answer answer, int status) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.json().path("retry").asBoolean(true)).isFalse();
    }
}
