package io.gatesync.gateway.input;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The scans that a phone could not send, in the file that its app has exported: JSON lines. The first says of which device they are, and the
 * last has the hash of all before it, so a file that was cut short or changed is refused as a whole.
 *
 * @param deviceId of the device that made them
 * @param lines a scan each, as the app keeps it
 */
public record RescueFile(String deviceId, List<Map<?, ?>> lines) {
    private static final String FORM = "rescue/1";
    /** More are counted only: one mistake is often in every line. */
    private static final int MAX_TOLD = 10;

    private static final List<String> SIGNS = List.of("admit", "refuse");

    /**
     * Reads a file.
     *
     * @throws RefusedInputException if it is not whole
     */
    public static RescueFile read(byte[] file) {
        List<String> lines = lines(file);
        if (lines.isEmpty()) {
            throw RefusedInputException.malformed("The file is empty.");
        }
        Map<?, ?> first = object(lines, 0);
        if (!FORM.equals(first.get("gatesync"))) {
            throw RefusedInputException.malformed(
                    "Line 1: this is no file that GateSync's app has exported; it would begin with {\"gatesync\":\"%s\", ..."
                            .formatted(FORM));
        }
        requireWhole(lines, first.get("scans"));
        List<Map<?, ?>> scans = new ArrayList<>();
        for (int i = 1; i < lines.size() - 1; i++) {
            scans.add(object(lines, i));
        }
        FieldErrors errors = new FieldErrors();
        String deviceId = new Fields(name -> first.get("deviceId"), errors).requiredText("device_id");
        if (!errors.isEmpty()) {
            throw RefusedInputException.invalid("Line 1 does not say of which device the scans are.");
        }
        return new RescueFile(deviceId, scans);
    }

    /** Without what a mail program or an editor adds at the ends of a file and of its lines. */
    private static List<String> lines(byte[] file) {
        String text = new String(file, UTF_8);
        return (text.startsWith("\uFEFF") ? text.substring(1) : text)
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
    }

    private static Map<?, ?> object(List<String> lines, int place) {
        try {
            return Json.object(lines.get(place));
        } catch (RefusedInputException e) {
            throw RefusedInputException.malformed("Line %d is not a JSON object.".formatted(place + 1));
        }
    }

    private static void requireWhole(List<String> lines, @Nullable Object scans) {
        Optional<Object> hash = Optional.empty();
        try {
            hash = Optional.ofNullable(Json.object(lines.getLast()).get("sha256"));
        } catch (RefusedInputException e) {
            // It breaks off within a line.
        }
        if (hash.isEmpty()) {
            throw RefusedInputException.malformed(
                    "The file was cut short after line %d: it should hold %s scans, and a last line with their checksum. Nothing was taken."
                            .formatted(lines.size(), scans));
        }
        if (!hash.get().equals(sha256(lines.subList(0, lines.size() - 1)))) {
            throw RefusedInputException.malformed(
                    "The file is not as the app has written it: its checksum does not fit. Nothing was taken.");
        }
    }

    private static String sha256(List<String> lines) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            lines.forEach(line -> digest.update((line + "\n").getBytes(UTF_8)));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JVM has SHA-256", e);
        }
    }

    /**
     * The scans as an upload of their device. On a scan that was interrupted the app has shown nothing, so nobody was let in on it.
     *
     * @param importedBy names the upload
     * @param rule how codes are read at the event
     * @throws RefusedInputException if there is none, or a line says less than the app writes, or is of another event
     */
    public Upload.Batch asUpload(String eventId, String importedBy, Instant now, CodeRule rule) {
        List<String> errors = new ArrayList<>();
        List<Scan> scans = new ArrayList<>(lines.size());
        for (int i = 0; i < lines.size(); i++) {
            Map<?, ?> line = lines.get(i);
            int number = i + 2;
            error(line, eventId).ifPresent(error -> errors.add("Line %d: %s".formatted(number, error)));
            scans.add(UploadReader.scan(fields(line), eventId, deviceId, now, rule, Optional.empty()));
        }
        if (scans.isEmpty()) {
            throw RefusedInputException.invalid("The file holds no scans.");
        }
        if (!errors.isEmpty()) {
            int more = Math.max(0, errors.size() - MAX_TOLD);
            throw RefusedInputException.invalid(String.join(" ", errors.subList(0, errors.size() - more))
                    + (more == 0 ? "" : " And %d more.".formatted(more))
                    + " Nothing was taken.");
        }
        return new Upload.Batch(
                eventId, deviceId, "rescue by " + importedBy, Optional.empty(), OptionalInt.empty(), scans, true);
    }

    /**
     * What the staff had taken back, and the server was not told yet. It is published after the scans.
     *
     * @param batch as {@link #asUpload} has read it, from this file
     */
    public List<Upload.Undo> takenBack(Upload.Batch batch) {
        List<Upload.Undo> undos = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).get("undo") instanceof Map<?, ?> undo && "pending".equals(undo.get("state"))) {
                Fields fields = undoFields(undo, new FieldErrors());
                undos.add(new Upload.Undo(
                        batch.eventId(),
                        deviceId,
                        Optional.of(batch.sessionToken()),
                        Optional.empty(),
                        batch.scans().get(i).withNobodyLetIn(),
                        fields.requiredTime("undone_at"),
                        fields.requiredText("reason")));
            }
        }
        return undos;
    }

    /** By the names that an undo has in uploads. */
    private static Fields undoFields(Map<?, ?> undo, FieldErrors errors) {
        return new Fields(name -> undo.get(name.equals("undone_at") ? "at" : name), errors);
    }

    private static Optional<String> error(Map<?, ?> line, String eventId) {
        Fields fields = fields(line);
        Object event = line.get("eventId");
        Object shown = line.get("shown");
        if (!eventId.equals(event)) {
            return Optional.of("the scan is of the event %s, not of %s.".formatted(event, eventId));
        }
        if (fields.usableUuid("scan_id").isEmpty()) {
            return Optional.of("the scan has no usable scanId.");
        }
        if (fields.usableTime("scanned_at").isEmpty()) {
            return Optional.of("the scan has no usable scannedAt.");
        }
        if (!(line.get("qrcode") instanceof String)) {
            return Optional.of("the scan has no qrcode.");
        }
        if (shown != null && !SIGNS.contains(shown)) {
            return Optional.of("shown can be admit, refuse or null, not %s.".formatted(shown));
        }
        return line.get("undo") instanceof Map<?, ?> undo ? undoError(undo) : Optional.empty();
    }

    private static Optional<String> undoError(Map<?, ?> undo) {
        FieldErrors errors = new FieldErrors();
        Fields fields = undoFields(undo, errors);
        fields.requiredTime("undone_at");
        fields.requiredText("reason");
        return errors.isEmpty() ? Optional.empty() : Optional.of("undo does not say when and why.");
    }

    /** The fields of a line, by the names that they have in uploads. */
    private static Fields fields(Map<?, ?> line) {
        return new Fields(
                name -> switch (name) {
                    case "scan_id" -> line.get("scanId");
                    case "scanned_at" -> line.get("scannedAt");
                    case "admitted" -> "admit".equals(line.get("shown"));
                    case "qrcode", "gate" -> line.get(name);
                    default -> null;
                },
                new FieldErrors());
    }
}
