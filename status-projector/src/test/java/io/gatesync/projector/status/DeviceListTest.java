package io.gatesync.projector.status;

import static io.gatesync.projector.SampleRecords.NOON;
import static io.gatesync.projector.SampleRecords.outcome;
import static io.gatesync.projector.SampleRecords.phone;
import static io.gatesync.projector.SampleRecords.revoked;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatesync.projector.CaughtUp;
import io.gatesync.projector.RecordPublisher;
import io.gatesync.projector.RunningProjector;
import io.gatesync.projector.tables.MigratedDatabase;
import io.gatesync.schemas.SyncStarted;
import io.gatesync.schemas.Verdict;
import io.gatesync.testing.RealServers;
import io.gatesync.testing.Server;
import io.gatesync.testing.Servers;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@RealServers({Server.KAFKA, Server.REGISTRY, Server.POSTGRES})
class DeviceListTest {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @Test
    void the_devices_of_an_event_are_listed_with_what_is_known_of_each(Servers servers) {
        MigratedDatabase database = new MigratedDatabase(servers.newDatabase());
        try (RecordPublisher publisher = new RecordPublisher(servers);
                RunningProjector projector = RunningProjector.start(servers, database.database())) {
            publisher.publish(new SyncStarted("s", "fleet", "north", 3, NOON, 12));
            publisher.publish(new SyncStarted("s", "fleet", "north", 1, NOON.plusSeconds(5), null));
            publisher.publish(outcome("fleet", "north", "A", Verdict.SYNCED)
                    .setGate("North 1")
                    .setClockAheadMs(300L)
                    .build());
            publisher.publish(outcome("fleet", "north", "B", Verdict.CONFLICT)
                    .setGate("North 2")
                    .setDecidedAt(NOON.plusSeconds(2))
                    .build());
            publisher.publish(outcome("fleet", "north", "C", Verdict.DUPLICATE).build());
            publisher.publish(
                    outcome("fleet", "stolen", "D", Verdict.DEVICE_REVOKED).build());
            publisher.publish(revoked("fleet", "stolen"));
            publisher.publish(revoked("fleet", "unused"));
            publisher.publish(phone("fleet", "stolen"));
            publisher.publish(phone("fleet", "waiting"));
            publisher.publish(outcome("other", "elsewhere", "A", Verdict.SYNCED).build());
            publisher.flush();
            CaughtUp.awaitAll(servers, database.jdbc());
            await().atMost(PATIENCE).until(projector::isReady);

            JsonNode answer = projector.get("/api/admin/events/fleet/devices").json();

            assertThat(answer.path("event_id").asString()).isEqualTo("fleet");
            JsonNode devices = answer.path("devices");
            assertThat(devices.findValuesAsString("device_id")).containsExactly("north", "stolen", "unused", "waiting");
            assertThat(devices.path(0)).hasToString("""
                    {"device_id":"north","name":null,"gate":"North 2","state":"active","last_seen":"2026-07-04T12:00:05Z",\
                    "logged_in_at":null,"last_sync":"2026-07-04T12:00:05Z","counts":{"synced":1,"duplicate":1,"conflict":1,"failed":0},\
                    "clock_ahead_ms":300,"pending":12}""");
            assertThat(devices.path(1)).hasToString("""
                    {"device_id":"stolen","name":"Phone 7","gate":"South","state":"revoked",\
                    "last_seen":"2026-07-04T12:00:01Z","logged_in_at":"2026-07-04T12:00:00Z","last_sync":null,\
                    "counts":{"synced":0,"duplicate":0,"conflict":0,"failed":1},"clock_ahead_ms":null,"pending":null}""");
            assertThat(devices.path(2).path("last_seen").isNull()).isTrue();
            assertThat(devices.path(3).path("name").asString()).isEqualTo("Ada's phone");
            assertThat(devices.path(3).path("last_seen").asString()).isEqualTo("2026-07-04T12:00:00Z");
            assertThat(projector
                            .get("/api/admin/events/nobodys/devices")
                            .json()
                            .path("devices")
                            .isEmpty())
                    .isTrue();
        }
    }
}
