package io.gatesync.localstack.rescue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.gatesync.localstack.rescue.ExportedQueue.NoExportException;
import io.gatesync.servers.Distribution;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExportedQueueTest {
    private final String example;

    /** The tests of {@code web/device-sync} write the same file, and those of the gateway read it. */
    ExportedQueueTest() throws IOException {
        example = Files.readString(
                Distribution.ofSystemProperty().root().resolve("web/device-sync/test/vectors/rescue.ndjson"));
    }

    @Test
    void what_an_app_exports_is_read() throws NoExportException {
        ExportedQueue queue = read(example);

        assertThat(queue.deviceId()).contains("north-1");
        assertThat(queue.exportedAt()).isEqualTo(Instant.ofEpochMilli(1783090000000L));
        assertThat(queue.damage()).isEmpty();
        assertThat(queue.unreadable()).isEmpty();
        assertThat(queue.scans())
                .extracting(ExportedScan::line, ExportedScan::qrcode, ExportedScan::letIn)
                .containsExactly(
                        tuple(2, "T-1", Optional.of(true)),
                        tuple(3, " München-7 ", Optional.of(false)),
                        tuple(4, "BEGIN:VCARD\nEND", Optional.of(false)),
                        tuple(5, "T-2", Optional.empty()));
    }

    @Test
    void a_slice_is_a_whole_file_of_the_same_lines() throws NoExportException {
        ExportedQueue queue = read(example);

        ExportedQueue slice =
                ExportedQueue.read(ExportedQueue.file("north-1", queue.slices().getFirst()));

        assertThat(slice.damage()).isEmpty();
        assertThat(slice.deviceId()).contains("north-1");
        assertThat(slice.scans()).isEqualTo(queue.scans());
    }

    @Test
    void a_file_that_was_cut_short_says_so_and_gives_the_scans_that_are_whole() throws NoExportException {
        ExportedQueue queue = read(example.substring(0, example.indexOf("\"T-2\"")));

        assertThat(queue.damage())
                .hasValueSatisfying(damage -> assertThat(damage).contains("cut short after line 5", "4 scans"));
        assertThat(queue.scans()).hasSize(3);
        assertThat(queue.unreadable()).containsExactly(5);
    }

    @Test
    void a_file_that_was_changed_says_so() throws NoExportException {
        assertThat(read(example.replace("admit", "refuse")).damage())
                .hasValueSatisfying(damage -> assertThat(damage).contains("checksum does not fit"));
        assertThat(read(example.replace("\n", "\r\n")).damage()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "qrcode;type\nA;VIP\n", "{\"gatesync\":\"rescue/2\"}\n"})
    void another_file_is_refused(String file) {
        assertThatThrownBy(() -> read(file)).isInstanceOf(NoExportException.class);
    }

    @Test
    void scans_of_two_events_and_too_many_for_one_request_go_apart() throws NoExportException {
        String line = example.lines().toList().get(1);
        StringBuilder file = new StringBuilder(example.lines().findFirst().orElseThrow()).append('\n');
        IntStream.range(0, 2_500).forEach(i -> file.append(line).append('\n'));
        file.append(line.replace("open-air", "another")).append('\n');

        List<List<ExportedScan>> slices = read(file.toString()).slices();

        assertThat(slices).extracting(List::size).containsExactly(2_000, 500, 1);
        assertThat(slices.getLast().getFirst().eventId()).isEqualTo("another");
    }

    private static ExportedQueue read(String file) throws NoExportException {
        return ExportedQueue.read(file.getBytes(UTF_8));
    }
}
