package io.gatesync.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatesync.servers.Distribution;
import io.gatesync.testing.RawHttp;
import io.gatesync.testing.RawHttp.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyArray;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.graalvm.polyglot.proxy.ProxyObject;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The scanner app's own {@code syncAPI} and {@code syncStore}, run by GraalJS. The two files are copied from the sync
 * implementation guide, byte for byte; before they run, the TypeScript annotations are removed.
 */
final class ScannerApp implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Path SOURCES =
            Distribution.ofSystemProperty().root().resolve("system-tests/src/test/js/scanner-app");

    /** The TypeScript annotations in api.ts, apart from the interfaces at its end. */
    private static final List<String> TYPES = List.of(
            "export ",
            ": Array<{ qrCode: string; scannedAt: number; ticketTypes?: string[] }>",
            ": Promise<SyncResponse>",
            ": Promise<SyncStatusResponse>",
            ": string");

    private static final String INTERFACES = "// Types";

    private final Context javaScript = Context.newBuilder("js")
            .option("engine.WarnInterpreterOnly", "false")
            .build();
    private final RawHttp http;
    private String token;

    /** @param baseUrl the app's setting, axios' {@code baseURL} */
    ScannerApp(String baseUrl) {
        this.http = new RawHttp(baseUrl);
        javaScript.getBindings("js").putMember("gatesync", ProxyObject.fromMap(Map.of("post", post(), "get", get())));
        javaScript.eval("js", source("surroundings.js"));
        javaScript.eval("js", withoutTypes(source("api.ts")));
        javaScript.eval("js", """
                const useSyncStore = create((set, get) => ({
                  isOnline: true, isSyncing: false, pendingScans: [], lastSyncTime: null, syncedScans: 0,
                  %s
                }));
                """.formatted(source("syncStore.ts")));
    }

    private static String source(String file) {
        try {
            return Files.readString(SOURCES.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String withoutTypes(String typeScript) {
        assertThat(typeScript).contains(INTERFACES);
        String javaScript = typeScript.substring(0, typeScript.indexOf(INTERFACES));
        for (String type : TYPES) {
            assertThat(javaScript).contains(type);
            javaScript = javaScript.replace(type, "");
        }
        return javaScript;
    }

    private ProxyExecutable post() {
        return arguments -> statusAndBody(http.post(arguments[0].asString(), arguments[1].asString()));
    }

    private ProxyExecutable get() {
        return arguments -> statusAndBody((token == null ? http : http.withToken(token)).get(arguments[0].asString()));
    }

    private static ProxyArray statusAndBody(Answer answer) {
        return ProxyArray.fromArray(answer.status(), answer.text());
    }

    /**
     * Logs in; the session holds for all syncs that follow. This is all that the app needed to learn: its {@code session_token} is
     * now the token of the login, and reads, which have no body, send it as a header.
     *
     * @return the token
     */
    String logIn(Event event, String deviceId) {
        Answer answer = http.post(
                "/offline/login",
                JSON.writeValueAsString(Map.of(
                        "identifier",
                        event.id(),
                        "passcode",
                        Event.PASSCODE,
                        "device_id",
                        deviceId,
                        "installation",
                        "of the guide's app")));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        String session = answer.json().path("session_token").asString();
        hasLoggedIn(event, deviceId, session);
        return session;
    }

    /** Goes on in a session. */
    void hasLoggedIn(Event event, String deviceId, String session) {
        token = session;
        run("useAuthStore.setState({eventDetails: {event_id: '%s'}, deviceId: '%s', session: '%s'})"
                .formatted(event.id(), deviceId, session));
    }

    /** Scans a ticket while there is no network. */
    void scanOffline(String qrcode) {
        scanOffline(List.of(qrcode));
    }

    /** Scans these, one after the other, while there is no network. */
    void scanOffline(List<String> qrcodes) {
        run(
                "useSyncStore.setState(state => ({pendingScans: [...state.pendingScans, ...%s.map(qrCode => ({qrCode, scannedAt: %d}))]}))"
                        .formatted(JSON.writeValueAsString(qrcodes), Device.SCANNED_AT));
    }

    /** Presses "Sync Now". */
    JsonNode sync() {
        return json("useSyncStore.getState().syncToServer()");
    }

    /** The codes that are still to be synced. */
    List<String> pending() {
        return json("useSyncStore.getState().pendingScans.map(scan => scan.qrCode)")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
    }

    /** The other fields of the app's store. */
    JsonNode store() {
        return json("useSyncStore.getState()");
    }

    JsonNode syncStatus(Event event, String deviceId) {
        return json("syncAPI.getSyncStatus('%s', '%s')".formatted(event.id(), deviceId));
    }

    private JsonNode json(String expression) {
        var result = new AtomicReference<String>();
        ProxyExecutable done = values -> {
            result.set(values[0].asString());
            return null;
        };
        ProxyExecutable failed = values -> {
            throw new AssertionError(expression + ": " + values[0]);
        };
        run("(async () => JSON.stringify(await %s))()".formatted(expression)).invokeMember("then", done, failed);
        assertThat(result.get()).as(expression).isNotNull();
        return JSON.readTree(result.get());
    }

    private Value run(String source) {
        return javaScript.eval("js", source);
    }

    @Override
    public void close() {
        javaScript.close();
    }
}
