package io.gatesync.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatesync.schemas.ScanUploaded;
import io.gatesync.testing.RawHttp.Answer;
import io.gatesync.testing.RealServers;
import io.gatesync.testing.Server;
import io.gatesync.testing.Servers;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Devices that are cut off and given back, at two gateways. */
@RealServers({Server.KAFKA, Server.REGISTRY})
class DevicesTest {
    private static final String SYNC = "/api/offline/sync";

    private static RunningGateway gateway;
    private static RunningGateway other;
    private static Decider decider;
    private static Published published;

    private final Device device = Device.atOwnEvent();
    private final String path = "/api/admin/events/" + device.eventId() + "/devices/" + device.deviceId();

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

    @BeforeEach
    void open() {
        gateway.open(device.eventId());
    }

    @Test
    void scans_of_a_device_that_is_cut_off_are_marked_and_published_and_failed() {
        assertThat(status(gateway, "A")).isEqualTo("synced 200");

        Answer revoked = revoke();

        assertThat(revoked.status()).as(revoked.text()).isEqualTo(200);
        assertThat(revoked.json().path("state").asString()).isEqualTo("revoked");
        assertThat(revoked.json().path("device_id").asString()).isEqualTo(device.deviceId());
        assertThat(status(gateway, "B")).isEqualTo("failed 403");
        Answer verify = gateway.http().post("/api/offline/verify", device.verification("C"));
        assertThat(verify.json().path("message").asString()).as(verify.text()).isEqualTo("Device revoked");
        assertThat(published.scansOf(device))
                .extracting(ScanUploaded::getDeviceRevoked)
                .containsExactlyInAnyOrder(false, true, true);
    }

    @Test
    void every_gateway_learns_it_and_learns_that_it_was_given_back() {
        revoke();
        await().until(() -> status(other, "A").equals("failed 403"));

        Answer restored = other.http().post(path + "/restore", "");

        assertThat(restored.status()).as(restored.text()).isEqualTo(200);
        assertThat(restored.json().path("state").asString()).isEqualTo("active");
        await().until(() -> status(gateway, "B").equals("synced 200"));
    }

    @Test
    void a_device_that_is_cut_off_gets_no_new_token_until_it_is_given_back() {
        String login =
                "{\"event_id\": \"%s\", \"passcode\": \"1234\", \"device_id\": \"%s\", \"installation\": \"phone\"}"
                        .formatted(device.eventId(), device.deviceId());
        revoke();
        assertStop(gateway.http().withoutToken().post("/offline/login", login), 403);

        gateway.http().post(path + "/restore", "");

        assertThat(gateway.http().withoutToken().post("/offline/login", login).status())
                .isEqualTo(200);
    }

    @Test
    void a_device_that_nobody_has_cut_off_cannot_be_given_back() {
        assertStop(gateway.http().post(path + "/restore", ""), 404);
    }

    @Test
    void devices_of_events_that_nobody_has_opened_or_that_have_ended_cannot_be_cut_off() {
        assertStop(
                gateway.http().send("DELETE", "/api/admin/events/nobodys/devices/north", BodyPublishers.noBody()), 404);
        revoke();
        gateway.closeEvent(device.eventId());
        gateway.http().send("DELETE", "/api/admin/events/" + device.eventId(), BodyPublishers.noBody());

        assertThat(published.devices(device.eventId())).as("forgotten").isEmpty();
        assertStop(revoke(), 410);
    }

    private Answer revoke() {
        return gateway.http().send("DELETE", path, BodyPublishers.noBody());
    }

    private String status(RunningGateway at, String qrcode) {
        Answer answer = at.http().post(SYNC, device.upload(qrcode));
        return answer.json().path("results").path(0).path("sync_status").asString() + " "
                + answer.json().path("results").path(0).path("status").asInt();
    }

    private static void assertStop(Answer answer, int status) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.json().path("retry").asBoolean(true)).isFalse();
    }
}
