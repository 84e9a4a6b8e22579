package io.gatesync.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatesync.guarantees.devices.DeviceGuarantees;
import io.gatesync.testing.RawHttp.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.UUID;

/**
 * A festival that only one test knows.
 *
 * @param tickets all that it has, once they are loaded
 * @param told watches what its devices are told
 */
record Event(String id, RunningStack stack, Tickets tickets, DeviceGuarantees told) {

    static final String PASSCODE = "the gates of 2026";

    static Event withTickets(Tickets tickets, RunningStack stack) {
        return new Event("event-" + UUID.randomUUID(), stack, tickets, DeviceGuarantees.of(tickets::contain));
    }

    /** Opens it as the organiser does. */
    void open() {
        put("open");
    }

    /** Closes it as the organiser does. */
    void close() {
        put("closed");
    }

    /** Ends it for good as the organiser does, once it is closed. */
    void end() {
        Answer answer = stack.asOrganiser().send("DELETE", "/api/admin/events/" + id, BodyPublishers.noBody());
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    }

    /**
     * Says as the organiser does that a rehearsal is over and everybody is out again.
     *
     * @return the event from then on
     */
    Event resetAdmissions() {
        Answer answer = stack.asOrganiser()
                .post("/api/admin/events/" + id + "/reset-admissions", "{\"confirm\": \"%s\"}".formatted(id));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return stack.nextRound(this);
    }

    private void put(String state) {
        Answer answer = stack.asOrganiser()
                .put(
                        "/api/admin/events/" + id,
                        "application/json",
                        "{\"name\": \"%s\", \"passcode\": \"%s\", \"state\": \"%s\"}".formatted(id, PASSCODE, state));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    }

    /** Loads the tickets as the organiser does. */
    void load() {
        Answer answer = stack.asOrganiser()
                .put("/api/admin/events/" + id + "/tickets", "text/csv", BodyPublishers.ofByteArrays(tickets.csv()));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.json().path("accepted").asInt()).isEqualTo(tickets.count());
        assertThat(answer.json().path("refused").asInt()).isZero();
        stack.acknowledgedTickets(id, tickets.qrcodes());
    }

    /** Cuts a device off as the entrance lead does. */
    void cutOff(String deviceId) {
        Answer answer = stack.asOrganiser().send("DELETE", devicePath(deviceId), BodyPublishers.noBody());
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    }

    /** Gives a device back as the entrance lead does. */
    void giveBack(String deviceId) {
        Answer answer = stack.asOrganiser().post(devicePath(deviceId) + "/restore", "");
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    }

    private String devicePath(String deviceId) {
        return "/api/admin/events/" + id + "/devices/" + deviceId;
    }

    /** A device that has logged in to this event. */
    Device device(String deviceId) {
        return new Device(this, deviceId, stack.logins().device(id, PASSCODE, deviceId));
    }

    /** How many rows of a table of this event fulfil a condition. */
    long rows(String table, String condition) {
        return stack.number("select count(*) from " + table + " where event_id = ? and " + condition, id);
    }
}
