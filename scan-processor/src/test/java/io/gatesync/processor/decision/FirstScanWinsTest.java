package io.gatesync.processor.decision;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatesync.processor.decision.Outcome.Conflict;
import io.gatesync.processor.decision.Outcome.Duplicate;
import io.gatesync.processor.decision.Outcome.NotFound;
import io.gatesync.processor.decision.Outcome.Synced;
import io.gatesync.processor.decision.Outcome.TicketRevoked;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Each verdict by example, as stories of one ticket. */
class FirstScanWinsTest {
    private static final Ticket VIP = new Ticket("VIP", "2", "A-17");
    private static final Instant NOON = Instant.parse("2026-07-03T12:00:00Z");

    private TicketState ticket = TicketState.initial();
    private final List<Decision> decisions = new ArrayList<>();

    private void issued() {
        ticket = FirstScanWins.issue(ticket, VIP);
    }

    private void revoked() {
        ticket = FirstScanWins.revoke(ticket, VIP);
    }

    private Outcome arrives(Scan scan) {
        Decision decision = FirstScanWins.decide(ticket, scan);
        decisions.add(decision);
        ticket = decision.state();
        return decision.outcome();
    }

    private boolean lastWasReplayed() {
        return decisions.getLast().replayed();
    }

    private static Scan scan(String device, Instant at) {
        return new Scan(UUID.randomUUID(), true, device, at);
    }

    private static Scan scanWithoutOwnId(String device, Instant at) {
        return new Scan(UUID.nameUUIDFromBytes((device + at).getBytes(UTF_8)), false, device, at);
    }

    @Test
    void theFirstScanOfAValidTicketIsAdmitted() {
        issued();

        assertThat(arrives(scan("north", NOON))).isEqualTo(new Synced(VIP));
        assertThat(lastWasReplayed()).isFalse();
    }

    @Test
    void theSameDeviceAgainIsADuplicateThatNamesTheFirstScan() {
        issued();
        Scan first = scan("north", NOON);
        arrives(first);

        assertThat(arrives(scan("north", NOON.plusSeconds(5)))).isEqualTo(new Duplicate(VIP, FirstScan.of(first)));
    }

    @Test
    void anotherDeviceIsAConflictThatNamesTheFirstScan() {
        issued();
        Scan first = scan("north", NOON);
        arrives(first);

        assertThat(arrives(scan("south", NOON.plusSeconds(5))))
                .isEqualTo(new Conflict(VIP, FirstScan.of(first), false));
    }

    @Test
    void theVerdictGoesByArrivalAndAConflictSaysThatItsScanWasMadeFirst() {
        issued();
        Scan arrivedFirst = scan("north", NOON);
        arrives(arrivedFirst);

        assertThat(arrives(scan("south", NOON.minusSeconds(60))))
                .isEqualTo(new Conflict(VIP, FirstScan.of(arrivedFirst), true));
    }

    @Test
    void aTicketThatTheEventDoesNotHaveIsNotFound() {
        assertThat(arrives(scan("north", NOON))).isEqualTo(new NotFound());
    }

    @Test
    void aRevokedTicketAdmitsNobody() {
        issued();
        revoked();

        assertThat(arrives(scan("north", NOON))).isEqualTo(new TicketRevoked(VIP));
    }

    @Test
    void aTicketRevokedBeforeItWasEverIssuedAdmitsNobody() {
        revoked();

        assertThat(arrives(scan("north", NOON))).isEqualTo(new TicketRevoked(VIP));
    }

    @Test
    void aTicketThatIsRevokedAfterItWasAdmittedIsRevokedForEveryDevice() {
        issued();
        arrives(scan("north", NOON));
        revoked();

        assertThat(arrives(scan("north", NOON.plusSeconds(1)))).isEqualTo(new TicketRevoked(VIP));
        assertThat(arrives(scan("south", NOON.plusSeconds(2)))).isEqualTo(new TicketRevoked(VIP));
    }

    @Test
    void aTicketThatIsRestoredAfterItWasAdmittedIsStillAdmitted() {
        issued();
        Scan first = scan("north", NOON);
        arrives(first);
        revoked();
        issued();

        assertThat(arrives(scan("south", NOON.plusSeconds(9))))
                .isEqualTo(new Conflict(VIP, FirstScan.of(first), false));
    }

    @Test
    void loadingTheSameTicketAgainForgetsNoAdmission() {
        issued();
        Scan first = scan("north", NOON);
        arrives(first);
        issued();

        assertThat(arrives(scan("north", NOON.plusSeconds(9)))).isEqualTo(new Duplicate(VIP, FirstScan.of(first)));
    }

    @Test
    void whatIsPrintedOnATicketMayChange() {
        issued();
        Ticket renamed = new Ticket("Backstage", "1", "A-17");
        ticket = FirstScanWins.issue(ticket, renamed);

        assertThat(arrives(scan("north", NOON))).isEqualTo(new Synced(renamed));
    }

    /** The same scan sent again, with the id that its device gave it. */
    @Nested
    class AResend {
        @Test
        void ofTheAdmittedScanIsStillSynced() {
            issued();
            Scan first = scan("north", NOON);
            arrives(first);
            arrives(scan("south", NOON));

            assertThat(arrives(first)).isEqualTo(new Synced(VIP));
            assertThat(lastWasReplayed()).isTrue();
        }

        @Test
        void ofTheAdmittedScanIsStillSyncedAfterTheTicketWasRevoked() {
            issued();
            Scan first = scan("north", NOON);
            arrives(first);
            revoked();

            assertThat(arrives(first)).isEqualTo(new Synced(VIP));
        }

        @Test
        void ofAScanThatWasNotFoundStaysNotFoundAfterTheTicketWasLoaded() {
            Scan turnedAway = scan("north", NOON);
            arrives(turnedAway);
            issued();

            assertThat(arrives(turnedAway)).isEqualTo(new NotFound());
            assertThat(lastWasReplayed()).isTrue();
            assertThat(arrives(scan("north", NOON.plusSeconds(60)))).isEqualTo(new Synced(VIP));
        }

        @Test
        void changesNothingOfTheTicket() {
            issued();
            Scan first = scan("north", NOON);
            arrives(first);
            TicketState before = ticket;

            arrives(first);

            assertThat(ticket).isEqualTo(before);
        }

        @Test
        void isAnotherScanWhenItComesFromAnotherDevice() {
            issued();
            Scan first = scan("north", NOON);
            arrives(first);

            assertThat(arrives(new Scan(first.id(), true, "south", NOON)))
                    .isEqualTo(new Conflict(VIP, FirstScan.of(first), false));
        }

        @Test
        void isRememberedForAThousandVerdictsAndTheAdmissionForEver() {
            issued();
            Scan first = scan("north", NOON);
            arrives(first);
            Scan second = scan("south", NOON);
            arrives(second);
            for (int i = 0; i < History.MAX_ENTRIES; i++) {
                arrives(scan("west", NOON));
            }

            assertThat(ticket.history().entries()).hasSize(History.MAX_ENTRIES);
            assertThat(arrives(first)).isEqualTo(new Synced(VIP));
            assertThat(lastWasReplayed()).isTrue();
            arrives(second);
            assertThat(lastWasReplayed()).isFalse();
        }
    }

    /** An app that gives its scans no id: the sync guide's rule, to the letter. */
    @Nested
    class WithoutAnIdFromTheDevice {
        @Test
        void theSameScanAgainIsADuplicate() {
            issued();
            Scan first = scanWithoutOwnId("north", NOON);
            arrives(first);

            assertThat(arrives(first)).isEqualTo(new Duplicate(VIP, FirstScan.of(first)));
            assertThat(lastWasReplayed()).isFalse();
        }

        @Test
        void aScanThatWasNotFoundIsAskedAnewAfterTheTicketWasLoaded() {
            Scan scan = scanWithoutOwnId("north", NOON);
            arrives(scan);
            issued();

            assertThat(arrives(scan)).isEqualTo(new Synced(VIP));
        }

        @Test
        void nothingIsRemembered() {
            issued();
            arrives(scanWithoutOwnId("north", NOON));
            arrives(scanWithoutOwnId("south", NOON));

            assertThat(ticket.history()).isEqualTo(History.EMPTY);
        }
    }
}
