package io.gatesync.processor.decision;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatesync.processor.decision.Scan.Holder;
import io.gatesync.processor.decision.Verdict.Conflict;
import io.gatesync.processor.decision.Verdict.DeviceRevoked;
import io.gatesync.processor.decision.Verdict.Duplicate;
import io.gatesync.processor.decision.Verdict.NotFound;
import io.gatesync.processor.decision.Verdict.RefusedAtGate;
import io.gatesync.processor.decision.Verdict.Synced;
import io.gatesync.processor.decision.Verdict.TicketRevoked;
import java.time.Duration;
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

    private final TicketAtTheGate ticket = new TicketAtTheGate();
    private final List<Decision> decisions = new ArrayList<>();

    private void issued() {
        ticket.issued(VIP);
    }

    private void revoked() {
        ticket.revoked(VIP);
    }

    private Verdict arrives(Scan scan) {
        Decision decision = ticket.arrives(scan);
        decisions.add(decision);
        return decision.verdict();
    }

    private boolean lastWasReplayed() {
        return decisions.getLast().replayed();
    }

    private static Scan scan(String device, Instant at) {
        return scan(device, at, Holder.WAITS);
    }

    private static Scan scan(String device, Instant at, Holder holder) {
        return new Scan(UUID.randomUUID(), true, device, time(at), holder, 0, false);
    }

    /** As the sync guide's app sends it: from its queue, when the holder is in. */
    private static Scan scanWithoutOwnId(String device, Instant at) {
        return new Scan(
                UUID.nameUUIDFromBytes((device + at).getBytes(UTF_8)),
                false,
                device,
                time(at),
                Holder.LET_IN,
                0,
                false);
    }

    private static ScanTime time(Instant at) {
        return new ScanTime(at, true, Duration.ZERO);
    }

    private static ScanTime time(Instant at, Duration clockAhead) {
        return new ScanTime(at, true, clockAhead);
    }

    /** The same scan, sent again by a device that now says what it did with the holder. */
    private static Scan again(Scan scan, Holder holder) {
        return new Scan(scan.id(), scan.idFromDevice(), scan.deviceId(), scan.time(), holder, 0, false);
    }

    @Test
    void the_first_scan_of_a_valid_ticket_is_admitted() {
        issued();

        assertThat(arrives(scan("north", NOON))).isEqualTo(new Synced(VIP));
        assertThat(lastWasReplayed()).isFalse();
    }

    @Test
    void the_same_device_again_is_a_duplicate_that_names_the_first_scan() {
        issued();
        Scan first = scan("north", NOON);
        arrives(first);

        assertThat(arrives(scan("north", NOON.plusSeconds(5)))).isEqualTo(new Duplicate(VIP, FirstScan.of(first)));
    }

    @Test
    void another_device_is_a_conflict_that_names_the_first_scan() {
        issued();
        Scan first = scan("north", NOON);
        arrives(first);

        assertThat(arrives(scan("south", NOON.plusSeconds(5))))
                .isEqualTo(new Conflict(VIP, FirstScan.of(first), false));
    }

    @Test
    void the_verdict_goes_by_arrival_and_a_conflict_tells_that_its_scan_was_made_first() {
        issued();
        Scan arrivedFirst = scan("north", NOON);
        arrives(arrivedFirst);

        assertThat(arrives(scan("south", NOON.minusSeconds(60))))
                .isEqualTo(new Conflict(VIP, FirstScan.of(arrivedFirst), true));
    }

    /** As a gateway marks the scan when the device was cut off before it uploaded it. */
    private static Scan ofRevokedDevice(Scan scan, Holder holder) {
        return new Scan(scan.id(), scan.idFromDevice(), scan.deviceId(), scan.time(), holder, 0, true);
    }

    @Test
    void a_device_that_was_cut_off_admits_nobody_and_leaves_the_ticket_to_others() {
        issued();

        Scan cutOff = ofRevokedDevice(scan("stolen", NOON), Holder.WAITS);
        assertThat(arrives(cutOff)).isEqualTo(new DeviceRevoked());
        assertThat(arrives(scan("north", NOON.plusSeconds(1)))).isEqualTo(new Synced(VIP));
        assertThat(arrives(cutOff)).isEqualTo(new DeviceRevoked());
        assertThat(lastWasReplayed()).isTrue();
    }

    @Test
    void whom_a_device_that_was_cut_off_says_to_have_let_in_is_not_remembered() {
        issued();

        assertThat(arrives(ofRevokedDevice(scan("stolen", NOON), Holder.LET_IN)))
                .isEqualTo(new DeviceRevoked());
        assertThat(ticket.state()).isEqualTo(new TicketState.Issued(VIP));
    }

    @Test
    void what_was_decided_before_the_device_was_cut_off_stands_and_can_be_sent_again() {
        issued();
        Scan before = scan("north", NOON);
        arrives(before);
        Scan refused = scan("north", NOON.plusSeconds(1));
        arrives(refused);

        assertThat(arrives(ofRevokedDevice(before, Holder.WAITS))).isEqualTo(new Synced(VIP));
        assertThat(lastWasReplayed()).isTrue();
        assertThat(arrives(ofRevokedDevice(refused, Holder.WAITS))).isEqualTo(new Duplicate(VIP, FirstScan.of(before)));
        assertThat(arrives(scan("south", NOON.plusSeconds(2))))
                .isEqualTo(new Conflict(VIP, FirstScan.of(before), false));
    }

    @Test
    void a_device_that_was_cut_off_cannot_say_later_that_it_let_somebody_in() {
        Scan unknown = scan("stolen", NOON);
        assertThat(arrives(unknown)).isEqualTo(new NotFound());
        issued();

        assertThat(arrives(ofRevokedDevice(unknown, Holder.LET_IN))).isEqualTo(new NotFound());
        assertThat(arrives(scan("north", NOON.plusSeconds(1)))).isEqualTo(new Synced(VIP));
    }

    @Test
    void a_device_that_is_given_back_is_believed_again() {
        issued();
        Scan cutOff = scan("lost and found", NOON);
        arrives(ofRevokedDevice(cutOff, Holder.LET_IN));

        assertThat(arrives(again(cutOff, Holder.LET_IN)))
                .as("it keeps the verdict that it had")
                .isEqualTo(new DeviceRevoked());
        assertThat(arrives(scan("north", NOON.plusSeconds(1))))
                .as("but somebody is in")
                .isEqualTo(new Conflict(VIP, FirstScan.of(cutOff), false));
    }

    @Test
    void a_ticket_that_the_event_does_not_have_is_not_found() {
        assertThat(arrives(scan("north", NOON))).isEqualTo(new NotFound());
    }

    @Test
    void a_revoked_ticket_admits_nobody() {
        issued();
        revoked();

        assertThat(arrives(scan("north", NOON))).isEqualTo(new TicketRevoked(VIP));
    }

    @Test
    void a_ticket_revoked_before_it_was_ever_issued_admits_nobody() {
        revoked();

        assertThat(arrives(scan("north", NOON))).isEqualTo(new TicketRevoked(VIP));
    }

    @Test
    void a_ticket_that_is_revoked_after_it_was_admitted_is_revoked_for_every_device() {
        issued();
        arrives(scan("north", NOON));
        revoked();

        assertThat(arrives(scan("north", NOON.plusSeconds(1)))).isEqualTo(new TicketRevoked(VIP));
        assertThat(arrives(scan("south", NOON.plusSeconds(2)))).isEqualTo(new TicketRevoked(VIP));
    }

    @Test
    void a_ticket_that_is_restored_after_it_was_admitted_is_still_admitted() {
        issued();
        Scan first = scan("north", NOON);
        arrives(first);
        revoked();
        issued();

        assertThat(arrives(scan("south", NOON.plusSeconds(9))))
                .isEqualTo(new Conflict(VIP, FirstScan.of(first), false));
    }

    @Test
    void loading_the_same_ticket_again_forgets_no_admission() {
        issued();
        Scan first = scan("north", NOON);
        arrives(first);
        issued();

        assertThat(arrives(scan("north", NOON.plusSeconds(9)))).isEqualTo(new Duplicate(VIP, FirstScan.of(first)));
    }

    @Test
    void what_is_printed_on_a_ticket_may_change() {
        issued();
        Ticket renamed = new Ticket("Backstage", "1", "A-17");
        ticket.issued(renamed);

        assertThat(arrives(scan("north", NOON))).isEqualTo(new Synced(renamed));
    }

    @Test
    void a_change_leaves_what_it_does_not_name() {
        issued();
        revoked();
        ticket.changed(new TicketChange(null, null, null, "B-2"));

        assertThat(arrives(scan("north", NOON))).isEqualTo(new TicketRevoked(new Ticket("VIP", "2", "B-2")));
    }

    @Test
    void a_list_of_revoked_tickets_wipes_nothing_that_is_printed() {
        issued();
        ticket.changed(new TicketChange(TicketChange.Status.REVOKED, null, null, null));
        ticket.changed(new TicketChange(TicketChange.Status.VALID, null, null, null));

        assertThat(arrives(scan("north", NOON))).isEqualTo(new Synced(VIP));
    }

    @Test
    void an_empty_text_takes_away_what_was_printed() {
        issued();
        ticket.changed(new TicketChange(null, "", null, ""));

        assertThat(arrives(scan("north", NOON))).isEqualTo(new Synced(new Ticket(null, "2", null)));
    }

    @Test
    void a_new_ticket_without_a_status_is_valid() {
        ticket.changed(new TicketChange(null, "VIP", null, null));

        assertThat(arrives(scan("north", NOON))).isEqualTo(new Synced(new Ticket("VIP", null, null)));
    }

    @Test
    void a_conflict_compares_the_devices_clocks_as_they_were_measured() {
        issued();
        Duration fiveMinutes = Duration.ofMinutes(5);
        arrives(new Scan(
                UUID.randomUUID(), true, "fast", time(NOON.plus(fiveMinutes), fiveMinutes), Holder.LET_IN, 0, false));

        Scan later = new Scan(UUID.randomUUID(), true, "right", time(NOON.plusSeconds(10)), Holder.LET_IN, 0, false);
        Scan earlier = new Scan(
                UUID.randomUUID(),
                true,
                "slow",
                time(NOON.minusSeconds(10).minus(fiveMinutes), fiveMinutes.negated()),
                Holder.LET_IN,
                0,
                false);

        assertThat(((Conflict) arrives(later)).earlierOnDevice())
                .as("by the clocks alone it was")
                .isFalse();
        assertThat(((Conflict) arrives(earlier)).earlierOnDevice()).isTrue();
    }

    /** What a device did with the holder before it asked. */
    @Nested
    class WhatTheDeviceDid {
        @Test
        void whoever_was_sent_away_does_not_use_up_the_ticket() {
            issued();

            assertThat(arrives(scan("old list", NOON, Holder.SENT_AWAY))).isEqualTo(new RefusedAtGate(VIP));
            assertThat(arrives(scan("north", NOON.plusSeconds(60)))).isEqualTo(new Synced(VIP));
        }

        @Test
        void whoever_was_sent_away_is_told_what_the_ticket_is() {
            assertThat(arrives(scan("north", NOON, Holder.SENT_AWAY))).isEqualTo(new NotFound());
            issued();
            Scan first = scan("south", NOON);
            arrives(first);
            assertThat(arrives(scan("north", NOON.plusSeconds(1), Holder.SENT_AWAY)))
                    .isEqualTo(new Conflict(VIP, FirstScan.of(first), false));
            assertThat(arrives(scan("south", NOON.plusSeconds(2), Holder.SENT_AWAY)))
                    .isEqualTo(new Duplicate(VIP, FirstScan.of(first)));
            revoked();
            assertThat(arrives(scan("north", NOON.plusSeconds(3), Holder.SENT_AWAY)))
                    .isEqualTo(new TicketRevoked(VIP));
        }

        @Test
        void a_resend_of_a_refused_scan_is_still_refused() {
            issued();
            Scan refused = scan("old list", NOON, Holder.SENT_AWAY);
            arrives(refused);

            assertThat(arrives(refused)).isEqualTo(new RefusedAtGate(VIP));
            assertThat(lastWasReplayed()).isTrue();
        }

        @Test
        void whoever_was_let_in_on_an_unknown_ticket_has_used_it_when_it_is_loaded() {
            Scan entry = scan("north", NOON, Holder.LET_IN);
            assertThat(arrives(entry)).isEqualTo(new NotFound());
            issued();

            assertThat(arrives(scan("south", NOON.plusSeconds(60))))
                    .isEqualTo(new Conflict(VIP, FirstScan.of(entry), false));
            assertThat(arrives(scan("north", NOON.plusSeconds(90)))).isEqualTo(new Duplicate(VIP, FirstScan.of(entry)));
            assertThat(arrives(entry)).as("its own verdict stands").isEqualTo(new NotFound());
        }

        @Test
        void whoever_was_let_in_on_a_revoked_ticket_has_used_it_when_it_is_restored() {
            issued();
            revoked();
            Scan entry = scan("north", NOON, Holder.LET_IN);
            assertThat(arrives(entry)).isEqualTo(new TicketRevoked(VIP));
            issued();

            assertThat(arrives(scan("south", NOON.plusSeconds(60))))
                    .isEqualTo(new Conflict(VIP, FirstScan.of(entry), false));
        }

        @Test
        void only_the_first_who_came_in_is_named() {
            Scan entry = scan("north", NOON, Holder.LET_IN);
            arrives(entry);
            arrives(scan("west", NOON.minusSeconds(60), Holder.LET_IN));
            issued();

            assertThat(arrives(scan("south", NOON.plusSeconds(60))))
                    .isEqualTo(new Conflict(VIP, FirstScan.of(entry), false));
        }

        @Test
        void whoever_waited_and_was_told_no_has_not_come_in() {
            arrives(scan("north", NOON, Holder.WAITS));
            issued();

            assertThat(arrives(scan("south", NOON.plusSeconds(60)))).isEqualTo(new Synced(VIP));
        }

        /** The answer to an online scan did not come, and the queue grew. */
        @Test
        void a_resend_that_newly_says_let_in_keeps_its_verdict_and_the_entry_is_remembered() {
            Scan asked = scan("north", NOON, Holder.WAITS);
            arrives(asked);
            issued();

            assertThat(arrives(again(asked, Holder.LET_IN))).isEqualTo(new NotFound());
            assertThat(lastWasReplayed()).isTrue();
            assertThat(arrives(scan("south", NOON.plusSeconds(60))))
                    .isEqualTo(new Conflict(VIP, FirstScan.of(asked), false));
        }

        @Test
        void a_refused_scan_whose_holder_was_let_in_after_all_uses_up_the_ticket() {
            issued();
            Scan refused = scan("old list", NOON, Holder.SENT_AWAY);
            arrives(refused);

            assertThat(arrives(again(refused, Holder.LET_IN))).isEqualTo(new RefusedAtGate(VIP));
            assertThat(arrives(scan("south", NOON.plusSeconds(60))))
                    .isEqualTo(new Conflict(VIP, FirstScan.of(refused), false));
        }

        @Test
        void a_second_who_was_let_in_is_a_conflict_and_the_first_counts() {
            issued();
            Scan first = scan("north", NOON, Holder.LET_IN);
            arrives(first);

            assertThat(arrives(scan("south", NOON, Holder.LET_IN))).isInstanceOf(Conflict.class);
            assertThat(ticket.state().first()).contains(FirstScan.of(first));
        }
    }

    /** The same scan sent again, with the id that its device gave it. */
    @Nested
    class AResend {
        @Test
        void of_the_admitted_scan_is_still_synced() {
            issued();
            Scan first = scan("north", NOON);
            arrives(first);
            arrives(scan("south", NOON));

            assertThat(arrives(first)).isEqualTo(new Synced(VIP));
            assertThat(lastWasReplayed()).isTrue();
        }

        @Test
        void of_the_admitted_scan_is_still_synced_after_the_ticket_was_revoked() {
            issued();
            Scan first = scan("north", NOON);
            arrives(first);
            revoked();

            assertThat(arrives(first)).isEqualTo(new Synced(VIP));
        }

        @Test
        void of_a_scan_that_was_not_found_stays_not_found_after_the_ticket_was_loaded() {
            Scan turnedAway = scan("north", NOON);
            arrives(turnedAway);
            issued();

            assertThat(arrives(turnedAway)).isEqualTo(new NotFound());
            assertThat(lastWasReplayed()).isTrue();
            assertThat(arrives(scan("north", NOON.plusSeconds(60)))).isEqualTo(new Synced(VIP));
        }

        @Test
        void changes_nothing_of_the_ticket() {
            issued();
            Scan first = scan("north", NOON);
            arrives(first);
            TicketState before = ticket.state();

            arrives(first);

            assertThat(ticket.state()).isEqualTo(before);
        }

        @Test
        void is_another_scan_when_it_comes_from_another_device() {
            issued();
            Scan first = scan("north", NOON);
            arrives(first);

            assertThat(arrives(new Scan(first.id(), true, "south", time(NOON), Holder.WAITS, 0, false)))
                    .isEqualTo(new Conflict(VIP, FirstScan.of(first), false));
        }

        /** A device that counts its ids from one again after it was reset. */
        @Test
        void is_another_scan_when_it_was_made_at_another_time() {
            issued();
            Scan first = scan("north", NOON);
            arrives(first);

            assertThat(arrives(new Scan(first.id(), true, "north", time(NOON.plusMillis(1)), Holder.WAITS, 0, false)))
                    .isEqualTo(new Duplicate(VIP, FirstScan.of(first)));
            assertThat(lastWasReplayed()).isFalse();
        }

        @Test
        void is_the_same_scan_although_its_device_gives_no_time_and_it_was_uploaded_later() {
            issued();
            UUID id = UUID.randomUUID();
            ScanTime uploaded = new ScanTime(NOON, false, Duration.ZERO);
            ScanTime uploadedAgain = new ScanTime(NOON.plusSeconds(60), false, Duration.ZERO);
            arrives(new Scan(id, true, "north", uploaded, Holder.LET_IN, 0, false));

            assertThat(arrives(new Scan(id, true, "north", uploadedAgain, Holder.LET_IN, 0, false)))
                    .isEqualTo(new Synced(VIP));
            assertThat(lastWasReplayed()).isTrue();
        }
    }

    /** An app that gives its scans no id: the sync guide's rule, to the letter. */
    @Nested
    class WithoutAnIdFromTheDevice {
        @Test
        void the_same_scan_again_is_a_duplicate() {
            issued();
            Scan first = scanWithoutOwnId("north", NOON);
            arrives(first);

            assertThat(arrives(first)).isEqualTo(new Duplicate(VIP, FirstScan.of(first)));
            assertThat(lastWasReplayed()).isFalse();
        }

        @Test
        void a_scan_that_was_not_found_is_asked_anew_after_the_ticket_was_loaded() {
            Scan scan = scanWithoutOwnId("north", NOON);
            arrives(scan);
            issued();

            assertThat(arrives(scan)).isEqualTo(new Synced(VIP));
            assertThat(arrives(scan)).as("once").isEqualTo(new Duplicate(VIP, FirstScan.of(scan)));
        }

        @Test
        void only_the_very_scan_that_let_the_holder_in_is_synced_then() {
            Scan entry = scanWithoutOwnId("north", NOON);
            arrives(entry);
            issued();

            assertThat(arrives(scanWithoutOwnId("north", NOON.plusSeconds(60))))
                    .isEqualTo(new Duplicate(VIP, FirstScan.of(entry)));
            assertThat(arrives(scanWithoutOwnId("south", NOON)))
                    .isEqualTo(new Conflict(VIP, FirstScan.of(entry), false));
            assertThat(arrives(entry)).isEqualTo(new Synced(VIP));
        }

        @Test
        void nothing_is_remembered() {
            issued();
            arrives(scanWithoutOwnId("north", NOON));
            arrives(scanWithoutOwnId("south", NOON));

            assertThat(ticket.remembered()).isZero();
        }
    }

    @Nested
    class AfterARehearsal {
        @Test
        void everybody_is_out_again_and_the_next_scan_is_admitted() {
            issued();
            arrives(scan("north", NOON));
            ticket.reset();

            assertThat(arrives(scan("south", NOON.plusSeconds(1)))).isEqualTo(new Synced(VIP));
            assertThat(arrives(scan("north", NOON.plusSeconds(2)))).isInstanceOf(Conflict.class);
        }

        @Test
        void a_scan_of_the_rehearsal_that_is_sent_again_keeps_its_verdict_and_lets_nobody_in() {
            issued();
            Scan rehearsed = scan("north", NOON);
            Scan second = scan("west", NOON);
            arrives(rehearsed);
            Verdict conflict = arrives(second);
            ticket.reset();

            assertThat(arrives(again(rehearsed, Holder.LET_IN))).isEqualTo(new Synced(VIP));
            assertThat(lastWasReplayed()).isTrue();
            assertThat(arrives(again(second, Holder.LET_IN))).isEqualTo(conflict);
            assertThat(arrives(scan("south", NOON))).isEqualTo(new Synced(VIP));
            assertThat(lastWasReplayed()).isFalse();
        }

        @Test
        void it_keeps_its_verdict_also_when_somebody_else_is_in() {
            issued();
            Scan rehearsed = scan("north", NOON);
            arrives(rehearsed);
            ticket.reset();
            Scan real = scan("south", NOON);
            arrives(real);

            assertThat(arrives(rehearsed)).isEqualTo(new Synced(VIP));
            assertThat(decisions.getLast().round()).isZero();
            assertThat(arrives(real)).isEqualTo(new Synced(VIP));
            assertThat(decisions.getLast().round()).isEqualTo(1);
            assertThat(arrives(scan("west", NOON)))
                    .isInstanceOfSatisfying(
                            Conflict.class,
                            conflict -> assertThat(conflict.first().deviceId()).isEqualTo("south"));
        }

        /** The next round's entry must not become an admission by it. */
        @Test
        void it_does_not_admit_whom_a_device_has_let_in_since() {
            issued();
            Scan rehearsed = scan("north", NOON);
            arrives(rehearsed);
            ticket.reset();
            revoked();
            arrives(scan("south", NOON, Holder.LET_IN));
            arrives(rehearsed);
            issued();

            assertThat(ticket.state()).isInstanceOf(TicketState.Entered.class);
        }

        @Test
        void who_was_let_in_on_an_unknown_ticket_in_the_rehearsal_is_out_too() {
            arrives(scan("north", NOON, Holder.LET_IN));
            ticket.reset();
            issued();

            assertThat(arrives(scan("south", NOON))).isEqualTo(new Synced(VIP));
        }

        @Test
        void a_revoked_ticket_stays_revoked() {
            issued();
            arrives(scan("north", NOON));
            revoked();
            ticket.reset();

            assertThat(arrives(scan("south", NOON))).isEqualTo(new TicketRevoked(VIP));
            issued();
            assertThat(arrives(scan("south", NOON.plusSeconds(1)))).isEqualTo(new Synced(VIP));
        }

        /** The guide's app, whose answer was lost, asks anew. */
        @Test
        void a_scan_without_an_id_of_its_own_is_decided_anew() {
            issued();
            Scan rehearsed = scanWithoutOwnId("north", NOON);
            arrives(rehearsed);
            ticket.reset();

            assertThat(arrives(rehearsed)).isEqualTo(new Synced(VIP));
            assertThat(lastWasReplayed()).isFalse();
        }
    }

    /** A device takes back whom it let in. */
    @Nested
    class TakingBack {
        private static final Instant SOON = NOON.plusSeconds(20);

        private UndoAnswer takesBack(Scan scan, Instant at) {
            return ticket.takesBack(new Undo(scan, at)).answer();
        }

        @Test
        void the_ticket_is_free_for_the_next_scan() {
            issued();
            Scan first = scan("north", NOON);
            arrives(first);

            assertThat(takesBack(first, SOON)).isEqualTo(UndoAnswer.UNDONE);
            assertThat(ticket.state()).isEqualTo(new TicketState.Issued(VIP));
            Scan next = scan("south", NOON.plusSeconds(30));
            assertThat(arrives(next)).isEqualTo(new Synced(VIP));
            assertThat(arrives(scan("west", NOON.plusSeconds(31))))
                    .isEqualTo(new Conflict(VIP, FirstScan.of(next), false));
        }

        @Test
        void the_scan_keeps_its_verdict_and_admits_nobody_when_it_is_sent_again() {
            issued();
            Scan first = scan("north", NOON);
            arrives(first);
            takesBack(first, SOON);

            assertThat(arrives(first)).isEqualTo(new Synced(VIP));
            assertThat(arrives(again(first, Holder.LET_IN))).isEqualTo(new Synced(VIP));
            assertThat(decisions).last().matches(Decision::replayed).matches(Decision::undone);
            assertThat(ticket.state()).isEqualTo(new TicketState.Issued(VIP));
            assertThat(arrives(scan("south", NOON.plusSeconds(30)))).isEqualTo(new Synced(VIP));
        }

        @Test
        void the_same_wish_again_changes_nothing() {
            issued();
            Scan first = scan("north", NOON);
            arrives(first);
            takesBack(first, SOON);
            Scan next = scan("north", NOON.plusSeconds(30));
            arrives(next);

            assertThat(takesBack(first, SOON)).isEqualTo(UndoAnswer.UNDONE_BEFORE);
            assertThat(ticket.state().first()).contains(FirstScan.of(next));
        }

        @Test
        void only_that_very_scan_of_that_very_device_is_taken_back() {
            issued();
            Scan first = scan("north", NOON);
            Scan second = scan("north", NOON);
            arrives(first);
            arrives(second);

            assertThat(takesBack(second, SOON)).isEqualTo(UndoAnswer.NOT_IN);
            assertThat(takesBack(scan("north", NOON), SOON)).isEqualTo(UndoAnswer.NOT_IN);
            Scan ofSouth = new Scan(first.id(), true, "south", first.time(), Holder.WAITS, 0, false);
            assertThat(takesBack(ofSouth, SOON)).isEqualTo(UndoAnswer.NOT_IN);
            Scan atAnotherTime = new Scan(first.id(), true, "north", time(NOON.plusMillis(1)), Holder.WAITS, 0, false);
            assertThat(takesBack(atAnotherTime, SOON)).isEqualTo(UndoAnswer.NOT_IN);
            assertThat(ticket.state().first()).contains(FirstScan.of(first));
        }

        @Test
        void sixty_seconds_are_in_time_and_nothing_before_the_scan_is() {
            issued();
            Scan first = scan("north", NOON);
            arrives(first);

            assertThat(takesBack(first, NOON.plusSeconds(60).plusMillis(1))).isEqualTo(UndoAnswer.TOO_LATE);
            assertThat(takesBack(first, NOON.minusMillis(1))).isEqualTo(UndoAnswer.TOO_LATE);
            assertThat(ticket.state().first()).contains(FirstScan.of(first));
            assertThat(takesBack(first, NOON.plusSeconds(60))).isEqualTo(UndoAnswer.UNDONE);
        }

        @Test
        void a_device_that_was_cut_off_takes_nothing_back() {
            issued();
            Scan first = scan("north", NOON);
            arrives(first);
            Scan cutOff = new Scan(first.id(), true, "north", first.time(), Holder.WAITS, 0, true);

            assertThat(takesBack(cutOff, SOON)).isEqualTo(UndoAnswer.DEVICE_REVOKED);
            assertThat(ticket.state().first()).contains(FirstScan.of(first));
        }

        /** Offline, south let in its holder on the same ticket. */
        @Test
        void whoever_else_was_let_in_keeps_the_ticket_used() {
            issued();
            Scan first = scan("north", NOON);
            Scan second = scan("south", NOON.plusSeconds(5), Holder.LET_IN);
            arrives(first);
            arrives(second);

            assertThat(takesBack(first, SOON)).isEqualTo(UndoAnswer.UNDONE);
            assertThat(arrives(scan("west", NOON.plusSeconds(30))))
                    .isEqualTo(new Conflict(VIP, FirstScan.of(second), false));
            assertThat(takesBack(second, SOON)).isEqualTo(UndoAnswer.UNDONE);
            assertThat(arrives(scan("west", NOON.plusSeconds(40)))).isEqualTo(new Synced(VIP));
        }

        @Test
        void whoever_came_second_can_be_taken_back_and_the_ticket_stays_as_it_is() {
            issued();
            Scan first = scan("north", NOON);
            Scan second = scan("south", NOON.plusSeconds(5), Holder.LET_IN);
            arrives(first);
            arrives(second);

            assertThat(takesBack(second, SOON)).isEqualTo(UndoAnswer.UNDONE);
            assertThat(ticket.state()).isEqualTo(new TicketState.Admitted(VIP, FirstScan.of(first), List.of()));
            assertThat(arrives(again(second, Holder.LET_IN))).isEqualTo(new Conflict(VIP, FirstScan.of(first), false));
            assertThat(ticket.state().entries()).containsExactly(FirstScan.of(first));
        }

        @Test
        void who_was_let_in_on_an_unknown_or_revoked_ticket_can_be_taken_back() {
            Scan early = scan("north", NOON, Holder.LET_IN);
            arrives(early);
            assertThat(takesBack(early, SOON)).isEqualTo(UndoAnswer.UNDONE);
            issued();
            Scan next = scan("north", NOON);
            assertThat(arrives(next)).isEqualTo(new Synced(VIP));

            revoked();
            assertThat(takesBack(next, SOON)).isEqualTo(UndoAnswer.UNDONE);
            assertThat(ticket.state()).isEqualTo(new TicketState.Revoked(new TicketState.Issued(VIP)));
            assertThat(arrives(early)).isEqualTo(new NotFound());
        }

        @Test
        void a_scan_without_a_time_of_its_device_cannot_be_taken_back() {
            issued();
            Scan first = new Scan(
                    UUID.randomUUID(), true, "north", new ScanTime(NOON, false, Duration.ZERO), Holder.WAITS, 0, false);
            arrives(first);

            assertThat(takesBack(first, SOON)).isEqualTo(UndoAnswer.TOO_LATE);
        }

        @Test
        void an_admission_of_a_rehearsal_is_taken_back_in_its_own_round() {
            issued();
            Scan rehearsed = scan("north", NOON);
            arrives(rehearsed);
            ticket.reset();

            UndoDecision decision = ticket.takesBack(new Undo(rehearsed, SOON));
            assertThat(decision.answer()).isEqualTo(UndoAnswer.UNDONE);
            assertThat(decision.verdict()).map(Remembered::round).contains(0L);
            assertThat(arrives(scan("south", NOON))).isEqualTo(new Synced(VIP));
        }

        @Test
        void a_refused_scan_of_a_rehearsal_stays_refused_after_the_first_entry_since_was_taken_back() {
            issued();
            Scan refused = scan("north", NOON, Holder.SENT_AWAY);
            arrives(refused);
            Scan rehearsed = scan("north", NOON.plusSeconds(1));
            arrives(rehearsed);
            ticket.reset();
            Scan wrong = scan("south", NOON);
            arrives(wrong);
            takesBack(wrong, SOON);

            arrives(again(refused, Holder.LET_IN));
            arrives(rehearsed);

            assertThat(arrives(scan("west", NOON))).isEqualTo(new Synced(VIP));
            assertThat(arrives(refused)).isEqualTo(new RefusedAtGate(VIP));
            assertThat(arrives(rehearsed)).isEqualTo(new Synced(VIP));
        }
    }
}
