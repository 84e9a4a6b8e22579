package io.gatesync.guarantees.devices;

import static io.gatesync.client.SyncStatus.CONFLICT;
import static io.gatesync.client.SyncStatus.DUPLICATE;
import static io.gatesync.client.SyncStatus.FAILED;
import static io.gatesync.client.SyncStatus.PENDING;
import static io.gatesync.client.SyncStatus.SYNCED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatesync.client.ScanResult;
import io.gatesync.client.SyncStatus;
import io.gatesync.guarantees.Finding;
import io.gatesync.guarantees.Guarantee;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Each guarantee holds for the sequences that its Javadoc calls valid, and breaks for those that it calls invalid. */
class DeviceGuaranteesBiteTest {
    private static final DeviceScan NORTH_A = scan("north", "T-1", true);
    private static final DeviceScan NORTH_B = scan("north", "T-1", true);
    private static final DeviceScan SOUTH_C = scan("south", "T-1", true);
    private static final DeviceScan NORTH_WITHOUT_ID = scan("north", "T-1", false);
    private static final DeviceScan FORGED = scan("north", "forged", true);

    private static boolean isValid(String qrcode) {
        return qrcode.startsWith("T-");
    }

    private static DeviceScan scan(String deviceId, String qrcode, boolean sentWithId) {
        return new DeviceScan(deviceId, qrcode, UUID.randomUUID(), sentWithId);
    }

    private static void tell(DeviceObserver observer, DeviceScan scan, SyncStatus status) {
        observer.onAnswered(scan, new ScanResult(scan.qrcode(), status, false));
    }

    private static void replay(DeviceObserver observer, DeviceScan scan, SyncStatus status) {
        observer.onAnswered(scan, new ScanResult(scan.qrcode(), status, true));
    }

    private static void assertHolds(Guarantee guarantee) {
        assertThat(guarantee.finding().violations()).isEmpty();
    }

    private static void assertBroken(Guarantee guarantee, String violation) {
        assertThat(guarantee.finding().violations()).containsExactly(violation);
    }

    @Nested
    class AnAnswerForEveryScan {
        private final EveryScanIsAnswered guarantee = new EveryScanIsAnswered();

        @Test
        void holds_when_each_scan_was_told_a_verdict() {
            guarantee.onScanned(NORTH_A);
            guarantee.onScanned(FORGED);
            tell(guarantee, NORTH_A, PENDING);
            tell(guarantee, NORTH_A, SYNCED);
            tell(guarantee, FORGED, FAILED);

            assertHolds(guarantee);
            assertThat(guarantee.finding().claim()).isEqualTo("each of the 2 scans has its verdict");
        }

        @Test
        void breaks_when_a_scan_was_never_answered() {
            guarantee.onScanned(NORTH_A);
            assertBroken(guarantee, "north has no verdict on T-1");
        }

        @Test
        void breaks_as_long_as_a_scan_is_pending() {
            guarantee.onScanned(NORTH_A);
            tell(guarantee, NORTH_A, PENDING);
            assertBroken(guarantee, "north has no verdict on T-1");
        }

        @Test
        void breaks_when_a_scan_is_answered_in_the_place_of_another() {
            guarantee.onScanned(NORTH_A);
            guarantee.onAnswered(NORTH_A, new ScanResult("T-2", SYNCED, false));
            for (int asked = 0; asked < 2; asked++) {
                assertThat(guarantee.finding().violations())
                        .containsExactly("north scanned T-1, and was answered for T-2", "north has no verdict on T-1");
            }
        }
    }

    @Nested
    class OneAdmission {
        private final OneAdmissionPerTicket guarantee = new OneAdmissionPerTicket();

        @Test
        void holds_when_one_scan_is_synced_and_all_others_are_not() {
            tell(guarantee, NORTH_A, SYNCED);
            tell(guarantee, NORTH_B, DUPLICATE);
            tell(guarantee, SOUTH_C, CONFLICT);
            replay(guarantee, NORTH_A, SYNCED);

            assertHolds(guarantee);
            assertThat(guarantee.finding().claim()).isEqualTo("none of the 1 admitted tickets was admitted twice");
        }

        @Test
        void holds_in_whatever_order_the_devices_are_told() {
            tell(guarantee, SOUTH_C, CONFLICT);
            tell(guarantee, NORTH_B, DUPLICATE);
            tell(guarantee, NORTH_A, SYNCED);
            assertHolds(guarantee);
        }

        @Test
        void breaks_when_two_devices_are_told_synced() {
            tell(guarantee, NORTH_A, SYNCED);
            tell(guarantee, SOUTH_C, SYNCED);
            assertBroken(guarantee, "T-1 was admitted by north and by south");
        }

        @Test
        void breaks_when_two_scans_of_one_device_are_told_synced() {
            tell(guarantee, NORTH_A, SYNCED);
            tell(guarantee, NORTH_B, SYNCED);
            assertBroken(guarantee, "T-1 was admitted on two scans by north");
        }

        @Test
        void breaks_when_a_device_is_told_duplicate_for_what_another_admitted() {
            tell(guarantee, NORTH_A, SYNCED);
            tell(guarantee, SOUTH_C, DUPLICATE);
            assertBroken(guarantee, "T-1 was admitted by north and by south");
        }

        @Test
        void breaks_when_a_device_is_told_conflict_for_what_it_admitted_itself() {
            tell(guarantee, NORTH_A, SYNCED);
            tell(guarantee, NORTH_B, CONFLICT);
            assertBroken(guarantee, "north admitted T-1, and was told 'conflict' too");
        }

        @Test
        void breaks_when_the_conflict_is_told_before_the_admission() {
            tell(guarantee, NORTH_B, CONFLICT);
            tell(guarantee, NORTH_A, SYNCED);
            assertBroken(guarantee, "north admitted T-1, and was told 'conflict' too");
        }
    }

    @Nested
    class AnAdmissionForEveryValidTicket {
        private final EveryValidTicketAdmits guarantee = new EveryValidTicketAdmits(DeviceGuaranteesBiteTest::isValid);

        @Test
        void holds_when_some_device_was_told_synced() {
            tell(guarantee, SOUTH_C, CONFLICT);
            tell(guarantee, NORTH_A, SYNCED);
            tell(guarantee, FORGED, FAILED);

            assertHolds(guarantee);
            assertThat(guarantee.finding().claim()).isEqualTo("each of the 1 valid tickets scanned was admitted");
        }

        @Test
        void holds_when_duplicate_tells_that_an_answer_was_lost() {
            tell(guarantee, NORTH_A, DUPLICATE);
            assertHolds(guarantee);
        }

        @Test
        void breaks_when_every_device_was_told_conflict() {
            tell(guarantee, NORTH_A, CONFLICT);
            tell(guarantee, SOUTH_C, CONFLICT);
            assertBroken(guarantee, "T-1 is valid, and no device admitted it");
        }
    }

    @Nested
    class OnlyOtherCodes {
        private final OnlyOtherCodesFail guarantee = new OnlyOtherCodesFail(DeviceGuaranteesBiteTest::isValid);

        @Test
        void fail_while_valid_tickets_get_any_other_verdict() {
            tell(guarantee, NORTH_A, PENDING);
            tell(guarantee, NORTH_A, SYNCED);
            tell(guarantee, SOUTH_C, CONFLICT);
            tell(guarantee, FORGED, PENDING);
            tell(guarantee, FORGED, FAILED);
            assertHolds(guarantee);
        }

        @Test
        void breaks_when_a_forged_code_is_admitted() {
            tell(guarantee, FORGED, SYNCED);
            assertBroken(guarantee, "forged is unknown or revoked, and north was told 'synced'");
        }

        @Test
        void breaks_when_a_valid_ticket_fails() {
            tell(guarantee, NORTH_A, FAILED);
            assertBroken(guarantee, "T-1 is valid, and north was told 'failed'");
        }
    }

    @Nested
    class AResend {
        private final ResendKeepsVerdict guarantee = new ResendKeepsVerdict();

        @Test
        void is_told_the_same_and_marked() {
            tell(guarantee, NORTH_A, PENDING);
            tell(guarantee, NORTH_A, SYNCED);
            replay(guarantee, NORTH_A, SYNCED);
            replay(guarantee, SOUTH_C, CONFLICT);

            assertHolds(guarantee);
            assertThat(guarantee.finding().claim()).isEqualTo("none of the 1 verdicts told again had changed");
        }

        @Test
        void without_an_id_is_told_duplicate() {
            tell(guarantee, NORTH_WITHOUT_ID, SYNCED);
            tell(guarantee, NORTH_WITHOUT_ID, DUPLICATE);
            tell(guarantee, NORTH_WITHOUT_ID, DUPLICATE);
            assertHolds(guarantee);
        }

        @Test
        void breaks_when_it_changes_the_verdict() {
            tell(guarantee, NORTH_A, SYNCED);
            replay(guarantee, NORTH_A, CONFLICT);
            assertBroken(guarantee, "a scan of T-1 by north was told 'synced', and 'conflict' when it was sent again");
        }

        @Test
        void with_an_id_breaks_when_it_is_told_duplicate() {
            tell(guarantee, NORTH_A, SYNCED);
            tell(guarantee, NORTH_A, DUPLICATE);
            assertBroken(guarantee, "a scan of T-1 by north was told 'synced', and 'duplicate' when it was sent again");
        }

        @Test
        void breaks_when_it_is_not_marked() {
            tell(guarantee, NORTH_A, SYNCED);
            tell(guarantee, NORTH_A, SYNCED);
            assertBroken(guarantee, "a scan of T-1 by north that was sent again was not marked as replayed");
        }

        @Test
        void without_an_id_breaks_when_it_is_admitted_after_all() {
            tell(guarantee, NORTH_WITHOUT_ID, CONFLICT);
            tell(guarantee, NORTH_WITHOUT_ID, SYNCED);
            assertBroken(guarantee, "a scan of T-1 by north was told 'conflict', and 'synced' when it was sent again");
        }
    }

    @Test
    void all_are_shown_everything_and_verified_together() {
        DeviceGuarantees guarantees = DeviceGuarantees.of(DeviceGuaranteesBiteTest::isValid);
        guarantees.onScanned(NORTH_A);
        tell(guarantees, NORTH_A, SYNCED);
        guarantees.onScanned(FORGED);
        tell(guarantees, FORGED, FAILED);
        assertThat(guarantees.findings()).extracting(Finding::claim).hasSize(5).doesNotHaveDuplicates();
        assertThatCode(guarantees::verify).doesNotThrowAnyException();

        // Without an answer, with a changed verdict, as a second admission, of a forged code, and of a ticket that none
        // admits.
        guarantees.onScanned(SOUTH_C);
        tell(guarantees, NORTH_B, SYNCED);
        tell(guarantees, NORTH_A, CONFLICT);
        tell(guarantees, FORGED, SYNCED);
        tell(guarantees, scan("south", "T-2", true), CONFLICT);
        assertThat(guarantees.findings())
                .allSatisfy(finding ->
                        assertThat(finding.holds()).as(finding.claim()).isFalse());
        assertThatThrownBy(guarantees::verify)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("T-1 was admitted on two scans by north");
    }
}
