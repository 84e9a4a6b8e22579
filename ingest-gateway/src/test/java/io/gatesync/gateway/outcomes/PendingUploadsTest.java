package io.gatesync.gateway.outcomes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatesync.messaging.ReplyTo;
import io.gatesync.schemas.ScanDecided;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PendingUploadsTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final PendingUploads pendingUploads = new PendingUploads(LONG, 3);
    private final ScanDecided outcome = new ScanDecided();

    @Test
    void outcomes_come_back_in_the_order_of_the_upload() {
        try (PendingUpload upload = pendingUploads.expect(2)) {
            ScanDecided other = new ScanDecided();

            pendingUploads.at(upload.replyTo(1)).orElseThrow().decided(1, other);
            pendingUploads.at(upload.replyTo(0)).orElseThrow().decided(0, outcome);

            assertThat(upload.await())
                    .extracting(Optional::get)
                    .satisfiesExactly(
                            first -> assertThat(first).isSameAs(outcome),
                            second -> assertThat(second).isSameAs(other));
        }
    }

    @Test
    void only_the_first_outcome_of_a_scan_counts() {
        try (PendingUpload upload = pendingUploads.expect(1)) {
            upload.decided(0, outcome);
            upload.decided(0, new ScanDecided());

            assertThat(upload.await().getFirst().orElseThrow()).isSameAs(outcome);
        }
    }

    @Test
    void an_outcome_for_a_scan_that_the_upload_does_not_have_is_ignored() {
        PendingUploads impatient = new PendingUploads(Duration.ZERO, 1);
        try (PendingUpload upload = impatient.expect(1)) {
            upload.decided(1, outcome);
            upload.decided(-1, outcome);

            assertThat(upload.await()).containsExactly(Optional.empty());
        }
    }

    @Test
    void a_device_that_does_not_wait_is_told_pending_however_fast_the_outcome_was() {
        try (PendingUpload upload = pendingUploads.expect(1)) {
            upload.decided(0, outcome);

            assertThat(upload.notAwaited()).containsExactly(Optional.empty());
        }
    }

    @Test
    void nobody_waits_at_the_address_of_another_gateway_or_of_an_upload_that_was_answered() {
        PendingUpload upload = pendingUploads.expect(1);
        ReplyTo own = upload.replyTo(0);

        assertThat(pendingUploads.at(new ReplyTo(UUID.randomUUID(), own.upload(), 0)))
                .isEmpty();
        assertThat(pendingUploads.at(own)).contains(upload);
        upload.close();
        assertThat(pendingUploads.at(own)).isEmpty();
    }

    @Test
    void an_upload_takes_up_room_for_its_scans_until_it_is_closed() {
        PendingUpload upload = pendingUploads.expect(2);

        assertThat(pendingUploads.room()).isEqualTo(1);
        assertThatThrownBy(() -> pendingUploads.expect(2)).isInstanceOf(NoRoomException.class);
        assertThat(pendingUploads.room()).isEqualTo(1);
        upload.close();
        assertThat(pendingUploads.room()).isEqualTo(3);
    }
}
