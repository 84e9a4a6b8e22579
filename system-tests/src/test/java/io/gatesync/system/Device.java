package io.gatesync.system;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatesync.client.ScanResult;
import io.gatesync.client.SyncStatus;
import io.gatesync.guarantees.devices.DeviceScan;
import io.gatesync.guarantees.topics.Told;
import io.gatesync.testing.RawHttp;
import io.gatesync.testing.RawHttp.Answer;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A scanner at a gate. It gives each scan an id, and keeps it until it has its verdict.
 *
 * @param token from its login
 */
record Device(Event event, String id, String token) {

    private static final JsonMapper JSON = new JsonMapper();

    static final long SCANNED_AT = 1_793_534_400_000L;

    private static final String SYNC = "/api/offline/sync";
    private static final String VERIFY = "/api/offline/verify";
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration PAUSE = Duration.ofMillis(100);

    /**
     * A code that this device has read.
     *
     * @param scannedAt by the device's clock, in milliseconds
     */
    record Scan(UUID id, String qrcode, long scannedAt) {

        static Scan of(String qrcode) {
            return new Scan(UUID.randomUUID(), qrcode, SCANNED_AT);
        }

        Map<String, Object> json() {
            return Map.of("scan_id", id, "qrcode", qrcode, "scanned_at", scannedAt);
        }
    }

    static List<Scan> scansOf(List<String> qrcodes) {
        return qrcodes.stream().map(Scan::of).toList();
    }

    /** The JSON of an upload. */
    String body(List<Scan> scans) {
        return JSON.writeValueAsString(Map.of(
                "event_id",
                event.id(),
                "device_id",
                id,
                "session_token",
                token,
                "scans",
                scans.stream().map(Scan::json).toList()));
    }

    /** A gateway, called as this device. */
    RawHttp gateway() {
        return event.stack().gateway().withToken(token);
    }

    /** Uploads once. */
    Answer upload(List<Scan> scans, String... headers) {
        Answer answer = gateway().post(SYNC, body(scans), headers);
        if (answer.status() == 200 || answer.status() == 202) {
            JsonNode json = answer.json(); // Read once: with thousands of results, that takes its time.
            long syncSessionId = json.path("sync_session_id").asLong();
            event.stack().acknowledged(syncSessionId, scans.size());
            JsonNode results = json.path("results");
            assertThat(results.size()).as(answer.toString()).isEqualTo(scans.size());
            for (int i = 0; i < scans.size(); i++) {
                noteAnswered(scans.get(i), results.get(i));
                noteTold(syncSessionId, scans.get(i), results.get(i));
            }
        }
        return answer;
    }

    /** Asks about one scan online, once; as with an upload, whatever has no verdict yet is sent again. */
    Answer verify(Scan scan) {
        Answer answer = gateway().post(VERIFY, verification(scan));
        if (answer.status() == 200 || answer.status() == 202) {
            event.stack().acknowledgedOnline(event.id(), scan.id());
            noteAnswered(scan, answer.json());
            noteTold(null, scan, answer.json());
        }
        return answer;
    }

    private String verification(Scan scan) {
        Map<String, Object> body = new HashMap<>(scan.json());
        body.putAll(Map.of("event_id", event.id(), "device_id", id, "session_token", token));
        return JSON.writeValueAsString(body);
    }

    /** Asks online until there is a verdict. */
    void verifyUntilDecided(Scan scan) {
        event.told().onScanned(deviceScan(scan));
        await("a verdict for device " + id)
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(PAUSE)
                .until(() -> {
                    Answer answer;
                    try {
                        answer = verify(scan);
                    } catch (UncheckedIOException e) {
                        return false;
                    }
                    assertThat(answer.status() < 300
                                    || answer.json().path("retry").asBoolean())
                            .as("send again? " + answer)
                            .isTrue();
                    return answer.status() == 200;
                });
    }

    /** What devices are told is watched of those that are believed: valid tickets fail at one that is cut off. */
    private void noteAnswered(Scan scan, JsonNode result) {
        if (!isCutOff(result)) {
            event.told().onAnswered(deviceScan(scan), result(result));
        }
    }

    /** Whether the answer to a scan says that this device was cut off. */
    static boolean isCutOff(JsonNode result) {
        return result.path("status").asInt() == 403
                && result.path("message").asString().equals("Device revoked");
    }

    private void noteTold(Long syncSessionId, Scan scan, JsonNode result) {
        String syncStatus = result.path("sync_status").asString();
        if (!syncStatus.equals("pending")) {
            event.stack()
                    .told(new Told(
                            syncSessionId,
                            event.id(),
                            id,
                            scan.qrcode(),
                            scan.id(),
                            syncStatus,
                            result.path("replayed").asBoolean(),
                            result.path("scanned_by").asString(null)));
        }
    }

    private DeviceScan deviceScan(Scan scan) {
        return new DeviceScan(id, scan.qrcode(), scan.id(), true);
    }

    private static ScanResult result(JsonNode result) {
        return new ScanResult(
                result.path("qrcode").asString(),
                SyncStatus.valueOf(result.path("sync_status").asString().toUpperCase(Locale.ROOT)),
                result.path("replayed").asBoolean());
    }

    /**
     * Uploads, and sends the scans without a verdict again until each has one, as the answers tell it to.
     *
     * @return the verdict on each scan: {@code synced}, {@code conflict}, ...
     */
    Map<Scan, String> uploadUntilDecided(List<Scan> scans) {
        return uploadUntilDecided(scans, () -> {});
    }

    /**
     * As above.
     *
     * @param onVerdicts is told whenever there were verdicts in an answer
     */
    Map<Scan, String> uploadUntilDecided(List<Scan> scans, Runnable onVerdicts) {
        scans.forEach(scan -> event.told().onScanned(deviceScan(scan)));
        Map<UUID, Scan> kept =
                scans.stream().collect(toMap(Scan::id, scan -> scan, (one, other) -> one, LinkedHashMap::new));
        Map<Scan, String> verdicts = new HashMap<>();
        await("verdicts for device " + id)
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(PAUSE)
                .until(() -> {
                    Map<UUID, String> now = verdictsNow(List.copyOf(kept.values()));
                    now.forEach((scanId, verdict) -> verdicts.put(kept.remove(scanId), verdict));
                    if (!now.isEmpty()) {
                        onVerdicts.run();
                    }
                    return kept.isEmpty();
                });
        return verdicts;
    }

    private Map<UUID, String> verdictsNow(List<Scan> scans) {
        Answer answer;
        try {
            answer = upload(scans);
        } catch (UncheckedIOException e) {
            // Whether the gateway has the scans is unknown: send them again, with the same ids.
            return Map.of();
        }
        if (answer.status() >= 300) {
            assertThat(answer.json().path("retry").asBoolean())
                    .as("send again? " + answer)
                    .isTrue();
            return Map.of();
        }
        Map<UUID, String> verdicts = new HashMap<>();
        for (JsonNode result : answer.json().path("results")) {
            String verdict = result.path("sync_status").asString();
            if (!verdict.equals("pending")) {
                verdicts.put(UUID.fromString(result.path("scan_id").asString()), verdict);
            }
        }
        return verdicts;
    }

    /** What the server says about this device. */
    JsonNode status() {
        Answer answer = gateway().get("/api/offline/sync/status/" + event.id() + "/" + id);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.json();
    }
}
