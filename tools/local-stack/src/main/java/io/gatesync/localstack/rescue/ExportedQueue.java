package io.gatesync.localstack.rescue;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The file that a scanner app exports: JSON lines, of which the first says of which device the scans are, and the last has the hash of all
 * before it. The gateway reads a file in the same way; here it is cut into what one request holds.
 *
 * @param deviceId empty where nobody was logged in on the phone
 * @param damage what keeps the file from being whole; empty if nothing does
 * @param unreadable the numbers of lines that are no scans
 */
public record ExportedQueue(
        Optional<String> deviceId,
        Instant exportedAt,
        Optional<String> damage,
        List<Integer> unreadable,
        List<ExportedScan> scans) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String FORM = "rescue/1";

    /** Half of what the gateway takes at once, and as many scans as it decides in a few seconds. */
    private static final int MAX_BYTES = 1_000_000;

    private static final int MAX_SCANS = 2_000;

    /** The file is none that an app has exported. */
    public static final class NoExportException extends Exception {
        private static final long serialVersionUID = 1;

        NoExportException(String message) {
            super(message);
        }
    }

    /**
     * Reads a file.
     *
     * @throws NoExportException if its first line is not the app's
     */
    public static ExportedQueue read(byte[] file) throws NoExportException {
        List<String> lines = lines(file);
        JsonNode first = lines.isEmpty() ? JSON.missingNode() : object(lines.getFirst());
        if (!first.path("gatesync").asString("").equals(FORM)) {
            throw new NoExportException(
                    lines.isEmpty()
                            ? "The file is empty."
                            : "Line 1: this is no file that GateSync's app has exported; it would begin with {\"gatesync\":\"%s\", ..."
                                    .formatted(FORM));
        }
        String hash = object(lines.getLast()).path("sha256").asString("");
        int end = hash.isEmpty() ? lines.size() : lines.size() - 1;
        List<Integer> unreadable = new ArrayList<>();
        List<ExportedScan> scans = new ArrayList<>();
        for (int i = 1; i < end; i++) {
            Optional<ExportedScan> scan = scan(i + 1, lines.get(i));
            scan.ifPresentOrElse(scans::add, noted(unreadable, i + 1));
        }
        return new ExportedQueue(
                Optional.of(first.path("deviceId").asString("")).filter(id -> !id.isEmpty()),
                Instant.ofEpochMilli(first.path("exportedAt").asLong(0)),
                damage(lines.subList(0, end), hash, first.path("scans").asInt(0)),
                unreadable,
                scans);
    }

    private static Runnable noted(List<Integer> unreadable, int line) {
        return () -> unreadable.add(line);
    }

    /** Without what a mail program or an editor adds at the ends of a file and of its lines. */
    private static List<String> lines(byte[] file) {
        String text = new String(file, UTF_8);
        return (text.startsWith("\uFEFF") ? text.substring(1) : text)
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
    }

    private static Optional<String> damage(List<String> hashed, String hash, int scans) {
        if (hash.isEmpty()) {
            return Optional.of(
                    "it was cut short after line %,d; it should hold %,d scans and a last line with their checksum"
                            .formatted(hashed.size(), scans));
        }
        return hash.equals(sha256(text(hashed)))
                ? Optional.empty()
                : Optional.of("it is not as the app has written it: its checksum does not fit");
    }

    private static JsonNode object(String line) {
        try {
            return JSON.readTree(line);
        } catch (JacksonException e) {
            return JSON.missingNode();
        }
    }

    private static Optional<ExportedScan> scan(int number, String line) {
        JsonNode scan = object(line);
        if (!scan.path("scanId").isString()
                || !scan.path("eventId").isString()
                || !scan.path("qrcode").isString()
                || !scan.path("scannedAt").isIntegralNumber()) {
            return Optional.empty();
        }
        return Optional.of(new ExportedScan(
                number,
                line,
                scan.path("eventId").asString(),
                scan.path("qrcode").asString(),
                Instant.ofEpochMilli(scan.path("scannedAt").asLong()),
                Optional.of(scan.path("shown"))
                        .filter(JsonNode::isString)
                        .map(shown -> shown.asString().equals("admit"))));
    }

    /** The scans in slices: each of one event, and small enough for one request. */
    public List<List<ExportedScan>> slices() {
        Map<String, List<ExportedScan>> byEvent = scans.stream()
                .collect(Collectors.groupingBy(ExportedScan::eventId, LinkedHashMap::new, Collectors.toList()));
        List<List<ExportedScan>> slices = new ArrayList<>();
        for (List<ExportedScan> ofEvent : byEvent.values()) {
            List<ExportedScan> slice = new ArrayList<>();
            int bytes = 0;
            for (ExportedScan scan : ofEvent) {
                int more = scan.json().getBytes(UTF_8).length;
                if (slice.size() == MAX_SCANS || (!slice.isEmpty() && bytes + more > MAX_BYTES)) {
                    slices.add(slice);
                    slice = new ArrayList<>();
                    bytes = 0;
                }
                slice.add(scan);
                bytes += more;
            }
            slices.add(slice);
        }
        return slices;
    }

    /** A slice as a file of its own. */
    public static byte[] file(String deviceId, List<ExportedScan> slice) {
        Map<String, Object> first = new LinkedHashMap<>();
        first.put("gatesync", FORM);
        first.put("deviceId", deviceId);
        first.put("scans", slice.size());
        List<String> lines = new ArrayList<>(List.of(JSON.writeValueAsString(first)));
        slice.forEach(scan -> lines.add(scan.json()));
        String text = text(lines);
        return (text + JSON.writeValueAsString(Map.of("sha256", sha256(text))) + "\n").getBytes(UTF_8);
    }

    private static String text(List<String> lines) {
        return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JVM has SHA-256", e);
        }
    }
}
