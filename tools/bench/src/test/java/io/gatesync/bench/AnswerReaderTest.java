package io.gatesync.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatesync.bench.ScanPlan.Request;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswerReaderTest {

    private final ScanPlan plan = ScanPlan.of("event", "a", new LoadSpec(2, 2, 1, 0), 1);
    private final Request upload = plan.requestsOf(0, 0).getFirst();
    private final List<String> told = new ArrayList<>();

    private String read(String... results) {
        byte[] answer = ("{\"status\":200,\"results\":[" + String.join(",", results) + "],\"sync_session_id\":12345}")
                .getBytes(StandardCharsets.UTF_8);
        assertThat(AnswerReader.uploadId(answer, 0, answer.length)).isEqualTo(12345);
        return new AnswerReader(plan.devicePrefix())
                .read(
                        upload,
                        answer,
                        0,
                        answer.length,
                        (scan, verdict, first) -> told.add(scan + " " + verdict + " " + first));
    }

    private String result(int scan, String rest) {
        return "{\"qrcode\":\"" + plan.qrcodeOf(scan) + "\",\"status\":0" + rest + "}";
    }

    @Test
    void verdicts_and_first_devices_are_read_in_order() {
        assertThat(read(
                        result(0, ",\"sync_status\":\"synced\""),
                        result(1, ",\"sync_status\":\"conflict\",\"scanned_by\":\"a-device-17\"")))
                .isNull();

        assertThat(told).containsExactly("0 synced -1", "1 conflict 17");
    }

    @Test
    void a_conflict_with_somebody_else_names_no_device() {
        assertThat(read(
                        result(0, ",\"sync_status\":\"conflict\",\"scanned_by\":\"another\""),
                        result(1, ",\"sync_status\":\"failed\"")))
                .isNull();

        assertThat(told).containsExactly("0 conflict -1", "1 failed -1");
    }

    @Test
    void too_few_results_are_no_answer() {
        assertThat(read(result(0, ",\"sync_status\":\"synced\"")))
                .isEqualTo("was answered with 1 results instead of 2");
    }

    @Test
    void too_many_results_are_no_answer() {
        String duplicate = ",\"sync_status\":\"duplicate\"";

        assertThat(read(result(0, duplicate), result(1, duplicate), result(1, duplicate)))
                .isEqualTo("was answered with more than 2 results");
    }

    @Test
    void another_code_is_no_answer() {
        String pending = ",\"sync_status\":\"pending\"";

        assertThat(read(result(1, pending), result(0, pending)))
                .isEqualTo("was answered with another code than that of scan 1");
    }

    @Test
    void a_result_without_a_verdict_is_no_answer() {
        assertThat(read(result(0, ""), result(1, ",\"sync_status\":\"synced\"")))
                .isEqualTo("was answered with no verdict on scan 1");
    }
}
