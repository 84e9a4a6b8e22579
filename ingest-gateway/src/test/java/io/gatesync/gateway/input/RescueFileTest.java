package io.gatesync.gateway.input;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

public class RescueFileTest {
    /** The tests of {@code web/device-sync} write the same file. */
    private static final Path EXAMPLE = Path.of("../web/device-sync/test/vectors/rescue.ndjson");

    private static final String EVENT = "open-air";
    private static final UUID ID = UUID.fromString("0b9f6c1e-4a55-4d2e-8f3a-000000000001");

    /** A file as the app exports it. */
    public static String file(String deviceId, String... scans) {
        return signed("{\"gatesync\":\"rescue/1\",\"deviceId\":\"%s\",\"exportedAt\":1,\"scans\":%d}\n"
                        .formatted(deviceId, scans.length)
                + Stream.of(scans).map(scan -> scan + "\n").collect(Collectors.joining()));
    }

    private static String signed(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
            return text + "{\"sha256\":\"" + HexFormat.of().formatHex(hash) + "\"}\n";
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /** A line of it. */
    public static String scan(UUID id, String eventId, String qrcode, String shown) {
        return "{\"scanId\":\"%s\",\"eventId\":\"%s\",\"qrcode\":\"%s\",\"scannedAt\":1767225600123,\"gate\":\"North\",\"shown\":%s}"
                .formatted(id, eventId, qrcode, shown);
    }

    @Test
    void what_the_app_exports_is_read_as_what_the_device_would_have_uploaded() throws IOException {
        Upload.Batch batch = read(Files.readAllBytes(EXAMPLE));

        assertThat(batch.deviceId()).isEqualTo("north-1");
        assertThat(batch.sessionToken()).isEqualTo("rescue by ada");
        assertThat(batch.vouchedFor()).isTrue();
        assertThat(batch.scans())
                .extracting(Scan::qrcode, scan -> scan.scannedAt().toEpochMilli(), Scan::admitted, Scan::gate)
                .startsWith(
                        tuple("T-1", 1783080000000L, Optional.of(true), Optional.of("North")),
                        tuple("München-7", 1783080001500L, Optional.of(false), Optional.of("North")))
                .endsWith(tuple("T-2", 1783080003000L, Optional.of(false), Optional.of("North")))
                .hasSize(4);
        assertThat(batch.scans().getFirst().id()).isEqualTo(ID);
        assertThat(batch.scans().get(2).qrcode()).contains("BEGIN:VCARD").contains("\uFFFD");
    }

    @Test
    void what_mail_and_editors_do_to_a_file_does_no_harm() throws IOException {
        String file = Files.readString(EXAMPLE);

        assertThat(read(("\uFEFF" + file.replace("\n", "\r\n") + "\r\n").getBytes(UTF_8))
                        .scans())
                .isEqualTo(read(file.getBytes(UTF_8)).scans());
    }

    static Stream<Arguments> brokenFiles() throws IOException {
        String file = Files.readString(EXAMPLE);
        List<String> lines = file.lines().toList();
        String good = scan(ID, EVENT, "A", "\"admit\"");
        return Stream.of(
                arguments("", "The file is empty."),
                arguments("qrcode;type\nA;VIP\n", "Line 1 is not a JSON object."),
                arguments("{\"qrcode\":\"A\"}\n", "Line 1: this is no file that GateSync's app has exported"),
                arguments(lines.get(0) + "\n" + lines.get(1), "cut short after line 2: it should hold 4 scans"),
                arguments(file.substring(0, file.length() - 20), "cut short after line 6"),
                arguments(file.replace("T-1", "T-3"), "its checksum does not fit"),
                arguments(file.replace(lines.get(2) + "\n", ""), "its checksum does not fit"),
                arguments(signed(lines.get(0).replace("north-1", "") + "\n"), "Line 1 does not say of which device"),
                arguments(file("n"), "The file holds no scans."),
                arguments(file("n", good, "{"), "Line 3 is not a JSON object."),
                arguments(
                        file("n", good, scan(ID, "another", "A", "null")),
                        "Line 3: the scan is of the event another, not of open-air."),
                arguments(file("n", good.replace("scanId", "id")), "Line 2: the scan has no usable scanId."),
                arguments(file("n", good.replace("scannedAt", "at")), "Line 2: the scan has no usable scannedAt."),
                arguments(file("n", good.replace("qrcode", "code")), "Line 2: the scan has no qrcode."),
                arguments(file("n", good.replace("\"admit\"", "true")), "Line 2: shown can be admit, refuse or null"));
    }

    @ParameterizedTest
    @MethodSource("brokenFiles")
    void a_file_that_cannot_be_used_is_refused_and_says_where(String file, String error) {
        assertThatThrownBy(() -> read(file.getBytes(UTF_8)))
                .isInstanceOfSatisfying(
                        RefusedInputException.class,
                        refused -> assertThat(refused.detail()).contains(error));
    }

    @Test
    void of_many_mistakes_it_tells_the_first() {
        String[] scans = new String[30];
        Arrays.fill(scans, "{}");

        assertThatThrownBy(() -> read(file("n", scans).getBytes(UTF_8)))
                .hasMessageContaining("Line 11: ")
                .hasMessageContaining("And 20 more.")
                .hasMessageNotContaining("Line 12: ");
    }

    private static Upload.Batch read(byte[] file) {
        return RescueFile.read(file).asUpload(EVENT, "ada", Instant.EPOCH, CodeRule.WHOLE_TEXT);
    }
}
