package io.gatesync.guarantees;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatesync.messaging.RecordPosition;
import io.gatesync.schemas.ScanDecided;
import io.gatesync.schemas.ScanUploaded;
import io.gatesync.schemas.SyncStarted;
import io.gatesync.schemas.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Each guarantee holds for the sequences that its Javadoc calls valid and breaks for those that it calls invalid. */
class GuaranteesBiteTest {
    private static final Instant NOON = Instant.parse("2026-07-03T12:00:00Z");
    private static final UUID A = new UUID(0, 1);
    private static final UUID B = new UUID(0, 2);
    private static final long UPLOAD = new RecordPosition(0, 0).toLong();

    private static ScanUploaded uploaded(UUID scan) {
        return new ScanUploaded(scan, true, "event", "north", "session", "T-1", NOON, NOON, List.of(), UPLOAD);
    }

    private static ScanDecided decided(UUID scan, Verdict verdict, boolean replayed) {
        return new ScanDecided(
                scan, true, "event", "north", "session", "T-1", NOON, NOON, List.of(), UPLOAD, verdict, replayed, null,
                false, null, NOON);
    }

    private static void holds(Guarantee guarantee) {
        assertThatCode(guarantee::verify).doesNotThrowAnyException();
    }

    private static void isBroken(Guarantee guarantee) {
        assertThatThrownBy(guarantee::verify).isInstanceOf(AssertionError.class);
    }

    @Test
    void oneAdmissionPerTicket() {
        Guarantee once = new OneAdmissionPerTicket();
        once.onDecided(decided(A, Verdict.SYNCED, false));
        once.onDecided(decided(B, Verdict.CONFLICT, false));
        once.onDecided(decided(A, Verdict.SYNCED, true));
        holds(once);

        Guarantee two = new OneAdmissionPerTicket();
        two.onDecided(decided(A, Verdict.SYNCED, false));
        two.onDecided(decided(B, Verdict.SYNCED, false));
        isBroken(two);

        Guarantee anothersReplay = new OneAdmissionPerTicket();
        anothersReplay.onDecided(decided(A, Verdict.SYNCED, false));
        anothersReplay.onDecided(decided(B, Verdict.SYNCED, true));
        isBroken(anothersReplay);
    }

    @Test
    void everyScanGetsAVerdict() {
        Guarantee one = new EveryScanGetsAVerdict();
        one.onUploaded(uploaded(A));
        one.onDecided(decided(A, Verdict.SYNCED, false));
        holds(one);

        Guarantee none = new EveryScanGetsAVerdict();
        none.onUploaded(uploaded(A));
        isBroken(none);

        Guarantee two = new EveryScanGetsAVerdict();
        two.onUploaded(uploaded(A));
        two.onDecided(decided(A, Verdict.SYNCED, false));
        two.onDecided(decided(A, Verdict.SYNCED, false));
        isBroken(two);
    }

    @Test
    void resendChangesNothing() {
        Guarantee replayed = new ResendChangesNothing();
        replayed.onDecided(decided(A, Verdict.SYNCED, false));
        replayed.onDecided(decided(A, Verdict.SYNCED, true));
        holds(replayed);

        Guarantee changed = new ResendChangesNothing();
        changed.onDecided(decided(A, Verdict.TICKET_NOT_FOUND, false));
        changed.onDecided(decided(A, Verdict.SYNCED, true));
        isBroken(changed);

        Guarantee decidedTwice = new ResendChangesNothing();
        decidedTwice.onDecided(decided(A, Verdict.SYNCED, false));
        decidedTwice.onDecided(decided(A, Verdict.SYNCED, false));
        isBroken(decidedTwice);

        Guarantee replayOfNothing = new ResendChangesNothing();
        replayOfNothing.onDecided(decided(A, Verdict.SYNCED, true));
        isBroken(replayOfNothing);
    }

    @Test
    void acknowledgedIsDurable() {
        Guarantee stored = new AcknowledgedIsDurable();
        stored.onSyncStarted(RecordPosition.of(UPLOAD), new SyncStarted("session", "event", "north", 1, NOON));
        stored.onUploaded(uploaded(A));
        stored.onAcknowledged(UPLOAD, 1);
        holds(stored);

        Guarantee scanLost = new AcknowledgedIsDurable();
        scanLost.onSyncStarted(RecordPosition.of(UPLOAD), new SyncStarted("session", "event", "north", 2, NOON));
        scanLost.onUploaded(uploaded(A));
        scanLost.onAcknowledged(UPLOAD, 2);
        isBroken(scanLost);

        Guarantee neverAnnounced = new AcknowledgedIsDurable();
        neverAnnounced.onUploaded(uploaded(A));
        neverAnnounced.onAcknowledged(UPLOAD, 1);
        isBroken(neverAnnounced);
    }
}
