package io.gatesync.gateway.outcomes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.gatesync.messaging.ReplyTo;
import io.gatesync.schemas.ScanDecided;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class PendingUploadsTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final String DEVICE = "event gate-1";

    private final PendingUploads pendingUploads = new PendingUploads(LONG, Duration.ZERO, 6, 4);
    private final ScanDecided outcome = new ScanDecided();

    @Test
    void outcomes_come_back_in_the_order_of_the_upload() {
        try (PendingUpload upload = pendingUploads.expect(DEVICE, 2)) {
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
        try (PendingUpload upload = pendingUploads.expect(DEVICE, 1)) {
            upload.decided(0, outcome);
            upload.decided(0, new ScanDecided());

            assertThat(upload.await().getFirst().orElseThrow()).isSameAs(outcome);
        }
    }

    @Test
    void an_outcome_for_a_scan_that_the_upload_does_not_have_is_ignored() {
        PendingUploads impatient = new PendingUploads(Duration.ZERO, Duration.ZERO, 2, 2);
        try (PendingUpload upload = impatient.expect(DEVICE, 1)) {
            upload.decided(1, outcome);
            upload.decided(-1, outcome);

            assertThat(upload.await()).containsExactly(Optional.empty());
        }
    }

    @Test
    void a_device_that_does_not_wait_is_told_pending_and_takes_up_no_room() {
        try (PendingUpload upload = pendingUploads.expectNothing(DEVICE, 7)) {
            assertThat(pendingUploads.at(upload.replyTo(0))).isEmpty();
            assertThat(upload.await()).hasSize(7).containsOnly(Optional.empty());
            assertThat(pendingUploads.room()).isEqualTo(6);
        }
    }

    @Test
    void nobody_waits_at_the_address_of_another_gateway_or_of_an_upload_that_was_answered() {
        PendingUpload upload = pendingUploads.expect(DEVICE, 1);
        ReplyTo own = upload.replyTo(0);

        assertThat(pendingUploads.at(new ReplyTo(UUID.randomUUID(), own.upload(), 0)))
                .isEmpty();
        assertThat(pendingUploads.at(own)).contains(upload);
        upload.close();
        assertThat(pendingUploads.at(own)).isEmpty();
    }

    @Test
    void an_upload_takes_up_room_for_its_scans_until_it_is_closed() {
        PendingUpload upload = pendingUploads.expect(DEVICE, 2);

        assertThat(pendingUploads.room()).isEqualTo(4);
        upload.close();
        assertThat(pendingUploads.room()).isEqualTo(6);
    }

    @Test
    void a_device_gets_its_share_of_the_room_and_leaves_the_rest_to_others() {
        PendingUpload first = pendingUploads.expect(DEVICE, 3);

        assertThatThrownBy(() -> pendingUploads.expect(DEVICE, 2)).isInstanceOf(NoRoomException.class);
        assertThat(pendingUploads.room()).isEqualTo(3);
        pendingUploads.expect("another", 3).close();
        first.close();
        pendingUploads.expect(DEVICE, 4).close();
        assertThat(pendingUploads.room()).isEqualTo(6);
    }

    @Test
    void where_there_is_no_room_left_the_share_of_the_device_stays_whole() {
        PendingUpload first = pendingUploads.expect("one", 4);
        PendingUpload second = pendingUploads.expect("two", 2);

        assertThatThrownBy(() -> pendingUploads.expect(DEVICE, 4)).isInstanceOf(NoRoomException.class);
        first.close();
        second.close();
        pendingUploads.expect(DEVICE, 4).close();
        assertThat(pendingUploads.room()).isEqualTo(6);
    }

    @Test
    void a_large_upload_is_not_overtaken_by_small_ones_that_ask_later() throws InterruptedException {
        PendingUploads fair = new PendingUploads(LONG, LONG, 3, 3);
        List<String> order = new CopyOnWriteArrayList<>();
        PendingUpload holder = fair.expect("holder", 2);
        Thread large = begin(fair, "large", 3, order);
        Thread small = begin(fair, "small", 1, order);

        holder.close();
        large.join();
        small.join();

        assertThat(order).containsExactly("large", "small");
    }

    /** Returns when the upload waits for room. */
    private static Thread begin(PendingUploads uploads, String device, int scans, List<String> order) {
        Thread thread = Thread.ofPlatform().start(() -> {
            PendingUpload upload = uploads.expect(device, scans);
            order.add(device);
            upload.close();
        });
        await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
        return thread;
    }

    @Test
    void a_slice_fits_into_the_room_also_where_a_device_may_have_more_than_all() {
        PendingUploads small = new PendingUploads(LONG, Duration.ZERO, 3, 100);

        try (PendingUpload slice = small.expect("north", small.sliceScans())) {
            assertThat(slice).isNotNull();
        }
    }

    @Test
    void the_next_slice_of_an_upload_is_expected_within_the_time_of_the_whole() {
        PendingUpload first = pendingUploads.expect(DEVICE, 2);
        first.close();
        try (PendingUpload next = pendingUploads.expectNext(first, 2)) {
            assertThat(pendingUploads.at(next.replyTo(0))).contains(next);
            assertThat(next.deadlineNanos()).isEqualTo(first.deadlineNanos());
        }
    }

    @Test
    void the_next_slice_of_an_upload_whose_time_is_over_is_not_expected() {
        PendingUploads impatient = new PendingUploads(Duration.ZERO, Duration.ZERO, 2, 2);
        PendingUpload first = impatient.expect(DEVICE, 1);
        first.close();
        try (PendingUpload next = impatient.expectNext(first, 1)) {
            assertThat(impatient.at(next.replyTo(0))).isEmpty();
            assertThat(impatient.room()).isEqualTo(2);
        }
    }

    @Test
    void the_oldest_upload_tells_how_long_one_waits() {
        assertThat(pendingUploads.oldestWait()).isZero();
        try (PendingUpload oldest = pendingUploads.expect(DEVICE, 1);
                PendingUpload later = pendingUploads.expect(DEVICE, 1)) {
            assertThat(later.startedNanos()).isGreaterThanOrEqualTo(oldest.startedNanos());
            assertThat(pendingUploads.oldestWait())
                    .isGreaterThanOrEqualTo(Duration.ofNanos(later.startedNanos() - oldest.startedNanos()));
        }
    }
}
