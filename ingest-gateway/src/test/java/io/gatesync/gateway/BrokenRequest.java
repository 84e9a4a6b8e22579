package io.gatesync.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatesync.testing.TestAccess;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * A request that is broken in its path, headers, token or body, all by its seed. None may be decided: what is for the open event has no
 * token for it, and what has a right token is for an event that nobody has opened.
 */
final class BrokenRequest {
    static final String OPEN_EVENT = "fuzz";
    private static final String UNKNOWN_EVENT = "fuzz-unknown";

    private static final List<String> PATHS = List.of(
            "/api/offline/sync",
            "/offline/sync",
            "/api/offline/verify",
            "/offline/verify",
            "/api/offline/undo",
            "/api/offline/login",
            "/api/admin/login",
            "/api/offline/sync/status/%s/gate-1",
            "/offline/sync/sessions/2048",
            "/api/admin/events/%s",
            "/api/admin/events/%s/tickets",
            "/api/admin/events/%s/tickets?mode=check",
            "/api/admin/events/%s/tickets/try",
            "/api/admin/events/%s/reset-admissions",
            "/actuator/health",
            "/actuator/prometheus",
            "/error",
            "/");
    private static final List<String> METHODS =
            List.of("POST", "POST", "POST", "PUT", "GET", "DELETE", "HEAD", "OPTIONS", "PATCH", "TRACE", "FOO");
    private static final List<String> TYPES = List.of(
            "application/json",
            "application/json",
            "application/json",
            "application/json; charset=x",
            "text/csv",
            "text/plain",
            "application/x-ndjson",
            "multipart/form-data; boundary=x",
            "a/b/c",
            "",
            ";");
    private static final List<String> ODD_SEGMENTS = List.of(
            "%00",
            "%2e%2e",
            "..",
            ";a=b",
            "%",
            "%zz",
            "//",
            "%2F",
            "%5C",
            "\\",
            "%0d%0aX:1",
            "%C3%28",
            "\u00ff",
            "|",
            "{",
            "*",
            "?",
            "?a=%zz",
            "#",
            " ");
    private static final List<String> ODD_VALUES = List.of(
            "null",
            "[]",
            "{}",
            "-1",
            "1e999",
            "0.1",
            "true",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"\"",
            "\"\\n\"",
            "9".repeat(1_500),
            "\"" + "x".repeat(300) + "\"",
            "[".repeat(600),
            "NaN",
            "\"\u202e\"");

    private final long seed;
    private final Random random;
    private final byte[] bytes;

    BrokenRequest(long seed) {
        this.seed = seed;
        this.random = new Random(seed * 0x9E3779B97F4A7C15L);
        this.bytes = make();
    }

    byte[] bytes() {
        return bytes;
    }

    private byte[] make() {
        boolean rightToken = random.nextBoolean();
        String event = rightToken ? UNKNOWN_EVENT : OPEN_EVENT;
        byte[] body = body(event, rightToken);
        StringBuilder head = new StringBuilder();
        head.append(one(METHODS)).append(' ').append(path(event)).append(" HTTP/1.1\r\n");
        List<String> headers = new ArrayList<>(List.of("Host: localhost", "Connection: close"));
        headers.add("Content-Type: " + one(TYPES));
        if (random.nextInt(8) > 0) {
            headers.add("Authorization: " + (rightToken ? "Bearer " + rightToken() : wrongAuthorization()));
        }
        headers.add(random.nextInt(10) > 0 ? "Content-Length: " + body.length : oddLength());
        for (int i = random.nextInt(3); i > 0; i--) {
            headers.add(oddHeader());
        }
        headers.forEach(header -> head.append(header).append("\r\n"));
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(
                random.nextInt(20) == 0
                        ? garbled(head.toString().getBytes(ISO_8859_1))
                        : head.toString().getBytes(ISO_8859_1));
        request.writeBytes("\r\n".getBytes(ISO_8859_1));
        request.writeBytes(body);
        return request.toByteArray();
    }

    private String path(String event) {
        String path = one(PATHS).formatted(event);
        return switch (random.nextInt(4)) {
            case 0 -> path + one(ODD_SEGMENTS);
            case 1 -> {
                int at = random.nextInt(path.length() + 1);
                yield path.substring(0, at) + one(ODD_SEGMENTS) + path.substring(at);
            }
            default -> path;
        };
    }

    private byte[] body(String event, boolean rightToken) {
        String session = rightToken ? rightToken() : random.nextBoolean() ? "s" : wrongToken();
        String json = switch (random.nextInt(6)) {
            case 0, 1 -> """
                    {"event_id": "%s", "device_id": "gate-1", "session_token": "%s", "sent_at": 1767225600123, "scans": [{"qrcode": "A", "scanned_at": 1767225600123}, {"qrcode": "B"}]}""".formatted(event, session);
            case 2 -> """
                    {"event_id": "%s", "device_id": "gate-1", "session_token": "%s", "qrcode": "A"}""".formatted(event, session);
            case 3 -> """
                    {"event_id": "%s", "passcode": "wrong", "device_id": "gate-1"}""".formatted(event);
            case 4 -> "{\"name\": \"ada\", \"passcode\": \"wrong\"}";
            default -> "qrcode,type\nA,VIP\nB,Day\n";
        };
        return switch (random.nextInt(6)) {
            case 0 -> json.getBytes(UTF_8);
            case 1 -> withOddValue(json).getBytes(UTF_8);
            case 2 -> Arrays.copyOf(json.getBytes(UTF_8), random.nextInt(json.length()));
            case 3 -> garbled(json.getBytes(UTF_8));
            case 4 -> {
                byte[] noise = new byte[random.nextInt(500)];
                random.nextBytes(noise);
                yield noise;
            }
            default -> (json + json).getBytes(UTF_8);
        };
    }

    /** One of its values is another one. */
    private String withOddValue(String json) {
        String[] values = json.split("(?<=: )", -1);
        int at = random.nextInt(values.length);
        values[at] =
                values[at].replaceFirst("^(\"[^\"]*\"|[^,}\\]]+)", "\u0001").replace("\u0001", one(ODD_VALUES));
        return String.join("", values);
    }

    private byte[] garbled(byte[] good) {
        byte[] garbled = good.clone();
        for (int i = 1 + random.nextInt(5); i > 0 && garbled.length > 0; i--) {
            garbled[random.nextInt(garbled.length)] = (byte) random.nextInt(256);
        }
        return garbled;
    }

    private String rightToken() {
        return random.nextBoolean() ? TestAccess.device(UNKNOWN_EVENT, "gate-1") : TestAccess.lead(UNKNOWN_EVENT);
    }

    private String wrongAuthorization() {
        return switch (random.nextInt(6)) {
            case 0 -> "Basic YTpi";
            case 1 -> "Bearer";
            case 2 -> "bearer " + wrongToken() + " " + wrongToken();
            case 3 -> "Bearer " + "x".repeat(random.nextInt(10_000));
            default -> "Bearer " + wrongToken();
        };
    }

    private String wrongToken() {
        return switch (random.nextInt(7)) {
            case 0 -> TestAccess.expired(OPEN_EVENT, "gate-1");
            case 1 -> TestAccess.ofAnotherKey(OPEN_EVENT, "gate-1");
            case 2 -> TestAccess.unsigned(OPEN_EVENT, "gate-1");
            case 3 -> TestAccess.device(OPEN_EVENT, "another");
            case 4 -> TestAccess.device(OPEN_EVENT, "gate-1") + "A";
            case 5 -> {
                // Another first byte of the signature: a change of its last character may be none.
                String token = TestAccess.device(OPEN_EVENT, "gate-1");
                int at = token.lastIndexOf('.') + 1;
                yield token.substring(0, at) + (token.charAt(at) == 'A' ? 'B' : 'A') + token.substring(at + 1);
            }
            default -> "garbage";
        };
    }

    private String oddLength() {
        return switch (random.nextInt(5)) {
            case 0 -> "Content-Length: 100000000000";
            case 1 -> "Content-Length: -1";
            case 2 -> "Content-Length: x";
            case 3 -> "Transfer-Encoding: chunked";
            default -> "X-No-Length: 1";
        };
    }

    private String oddHeader() {
        return switch (random.nextInt(10)) {
            case 0 -> "Content-Encoding: gzip";
            case 1 -> "Content-Encoding: br";
            case 2 -> "Accept: text/html";
            case 3 -> "Accept: \u00ff/;q=x";
            case 4 -> "Prefer: respond-async, , ;=";
            case 5 -> "X-Forwarded-For: 1.2.3.4, \u00ff";
            case 6 -> "Expect: 200-ok";
            case 7 -> "Origin: https://evil.example.org";
            case 8 -> "X-Long: " + "x".repeat(random.nextInt(10_000));
            default -> "traceparent: \t\u0001\u007f";
        };
    }

    private <T> T one(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    @Override
    public String toString() {
        String text = new String(bytes, ISO_8859_1);
        return "seed " + seed + ": " + text.substring(0, Math.min(600, text.length()));
    }
}
