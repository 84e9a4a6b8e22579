package io.gatesync.gateway.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatesync.gateway.answer.ScanAnswer;
import io.gatesync.gateway.input.Scan;
import io.gatesync.gateway.input.Upload;
import io.gatesync.schemas.ScanDecided;
import io.gatesync.schemas.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PublishedUploadTest {
    private static final Upload UPLOAD = new Upload(
            "open-air",
            "north",
            "session",
            List.of(new Scan("T-1", Instant.EPOCH, List.of(), UUID.randomUUID(), null)));

    @Test
    void a_device_that_does_not_wait_is_told_pending_however_fast_the_verdict_was() {
        ScanDecided outcome = new ScanDecided();
        outcome.setVerdict(Verdict.SYNCED);
        WaitingUpload waiting = new WaitingUpload(1, 1);
        waiting.decided(0, outcome);

        try (PublishedUpload published = new PublishedUpload(UPLOAD, 1024L, waiting, 0, () -> {})) {
            assertThat(published.answers()).singleElement().isInstanceOf(ScanAnswer.Synced.class);
            assertThat(published.pendingAnswers()).singleElement().isInstanceOf(ScanAnswer.Pending.class);
        }
    }
}
