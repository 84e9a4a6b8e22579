package io.gatesync.processor.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/**
 * Whatever is loaded, scanned, sent again and interleaved, the decision agrees with the sync guide's own algorithm. A
 * failure prints the seed and the shortest list of steps that shows it.
 */
class FirstScanWinsPropertiesTest {

    /** What can happen to a ticket. */
    sealed interface Step {
        String qrcode();

        record Load(String qrcode, boolean revoked) implements Step {}

        record Upload(String qrcode, Scan scan) implements Step {}

        /** A device takes a scan back. */
        record TakeBack(String qrcode, Undo undo) implements Step {}

        /** A rehearsal is over. */
        record Reset(String qrcode) implements Step {}
    }

    @Property
    void every_verdict_is_the_sync_guides(@ForAll("steps") List<Step> steps) {
        assertThat(play(steps)).isEqualTo(new SyncGuide().play(steps));
    }

    @Property
    void no_ticket_admits_twice(@ForAll("steps") List<Step> steps) {
        Map<String, TicketAtTheGate> tickets = new HashMap<>();
        Set<String> admitted = new HashSet<>();
        for (Step step : steps) {
            Decision decision = apply(tickets, step);
            if (decision != null && !decision.replayed() && decision.verdict() instanceof Verdict.Synced) {
                assertThat(admitted.add(step.qrcode()))
                        .as("first admission of %s", step.qrcode())
                        .isTrue();
            }
        }
    }

    @Property
    void no_ticket_admits_twice_in_a_round_and_a_resend_keeps_its_verdict(@ForAll("roundsOfSteps") List<Step> steps) {
        Map<String, TicketAtTheGate> tickets = new HashMap<>();
        Set<String> admitted = new HashSet<>();
        Map<List<Object>, Verdict> told = new HashMap<>();
        for (Step step : steps) {
            if (step instanceof Step.TakeBack(String qrcode, Undo undo)) {
                UndoDecision decision = takeBack(tickets, qrcode, undo);
                if (decision.answer() == UndoAnswer.UNDONE) {
                    admitted.remove(
                            qrcode + " in " + decision.verdict().orElseThrow().round());
                }
                continue;
            }
            Decision decision = apply(tickets, step);
            if (step instanceof Step.Upload(String qrcode, Scan scan)) {
                if (!decision.replayed() && decision.verdict() instanceof Verdict.Synced) {
                    assertThat(admitted.add(qrcode + " in " + decision.round())).isTrue();
                }
                if (scan.idFromDevice()) {
                    Verdict before = told.putIfAbsent(
                            List.of(
                                    qrcode,
                                    scan.id(),
                                    scan.deviceId(),
                                    scan.time().at()),
                            decision.verdict());
                    assertThat(decision.replayed()).isEqualTo(before != null);
                    assertThat(decision.verdict()).isEqualTo(before == null ? decision.verdict() : before);
                }
            }
        }
    }

    @Property
    void once_somebody_is_in_only_that_very_scan_is_admitted(@ForAll("steps") List<Step> steps) {
        Map<String, TicketAtTheGate> tickets = new HashMap<>();
        Map<String, FirstScan> in = new HashMap<>();
        for (Step step : steps) {
            Decision decision = apply(tickets, step);
            if (step instanceof Step.Upload(String qrcode, Scan scan)) {
                boolean synced = decision.verdict() instanceof Verdict.Synced;
                if (synced && in.containsKey(qrcode)) {
                    assertThat(in.get(qrcode).is(scan))
                            .as("%s of %s", scan, qrcode)
                            .isTrue();
                }
                if (synced || (scan.holder() == Scan.Holder.LET_IN && !scan.deviceRevoked())) {
                    in.putIfAbsent(qrcode, FirstScan.of(scan));
                }
                assertThat(decision.state().first()).isEqualTo(Optional.ofNullable(in.get(qrcode)));
            }
        }
    }

    /** The naive model: a list of all who are in, in their order. */
    @Property
    void after_a_scan_was_taken_back_the_next_who_came_in_is_the_first(@ForAll("stepsAndUndos") List<Step> steps) {
        Map<String, TicketAtTheGate> tickets = new HashMap<>();
        Map<String, List<FirstScan>> in = new HashMap<>();
        Set<List<Object>> takenBack = new HashSet<>();
        for (Step step : steps) {
            List<FirstScan> entries = in.computeIfAbsent(step.qrcode(), unseen -> new ArrayList<>());
            switch (step) {
                case Step.TakeBack(String qrcode, Undo undo) -> {
                    UndoAnswer expected = expected(entries, takenBack.contains(name(qrcode, undo.scan())), undo);
                    assertThat(takeBack(tickets, qrcode, undo).answer()).isEqualTo(expected);
                    if (expected == UndoAnswer.UNDONE) {
                        entries.removeIf(entry -> entry.is(undo.scan()));
                        takenBack.add(name(qrcode, undo.scan()));
                    }
                }
                case Step.Upload(String qrcode, Scan scan) -> {
                    Decision decision = apply(tickets, step);
                    boolean undone = scan.idFromDevice() && takenBack.contains(name(qrcode, scan));
                    assertThat(decision.undone()).isEqualTo(undone);
                    boolean synced = decision.verdict() instanceof Verdict.Synced && !decision.replayed();
                    if (synced && !entries.isEmpty()) {
                        assertThat(entries.getFirst().is(scan)).isTrue();
                    }
                    boolean letIn = scan.holder() == Scan.Holder.LET_IN && !scan.deviceRevoked();
                    if (!undone && (synced || letIn) && entries.stream().noneMatch(entry -> entry.is(scan))) {
                        entries.add(FirstScan.of(scan));
                    }
                }
                default -> apply(tickets, step);
            }
            assertThat(tickets.get(step.qrcode()).state().entries())
                    .isEqualTo(entries.stream().limit(FirstScanWins.MAX_ENTRIES).toList());
        }
    }

    private static UndoAnswer expected(List<FirstScan> entries, boolean before, Undo undo) {
        if (before) {
            return UndoAnswer.UNDONE_BEFORE;
        }
        if (undo.scan().deviceRevoked()) {
            return UndoAnswer.DEVICE_REVOKED;
        }
        if (entries.stream().limit(FirstScanWins.MAX_ENTRIES).noneMatch(entry -> entry.is(undo.scan()))) {
            return UndoAnswer.NOT_IN;
        }
        long seconds = Duration.between(undo.scan().time().at(), undo.at()).toSeconds();
        if (seconds < 0 || seconds > 60) {
            return UndoAnswer.TOO_LATE;
        }
        return entries.size() < FirstScanWins.MAX_ENTRIES ? UndoAnswer.UNDONE : UndoAnswer.TOO_MANY_IN;
    }

    private static List<Object> name(String qrcode, Scan scan) {
        return List.of(qrcode, scan.id(), scan.deviceId(), scan.time().at());
    }

    private static UndoDecision takeBack(Map<String, TicketAtTheGate> tickets, String qrcode, Undo undo) {
        return tickets.computeIfAbsent(qrcode, unseen -> new TicketAtTheGate()).takesBack(undo);
    }

    @Property
    void sending_the_whole_list_again_replays_every_verdict(@ForAll("uploadsWithIds") List<Step> steps) {
        List<Step> loadedAndSentTwice = new ArrayList<>();
        loadedAndSentTwice.add(new Step.Load("t1", false));
        loadedAndSentTwice.addAll(steps);
        loadedAndSentTwice.addAll(steps);

        List<String> verdicts = play(loadedAndSentTwice);

        List<String> first = verdicts.subList(0, steps.size());
        List<String> again = verdicts.subList(steps.size(), verdicts.size());
        assertThat(again)
                .isEqualTo(first.stream()
                        .map(verdict -> verdict.endsWith(" replayed") ? verdict : verdict + " replayed")
                        .toList());
    }

    private static List<String> play(List<Step> steps) {
        Map<String, TicketAtTheGate> tickets = new HashMap<>();
        List<String> verdicts = new ArrayList<>();
        for (Step step : steps) {
            Decision decision = apply(tickets, step);
            if (decision != null) {
                verdicts.add(decision.verdict().getClass().getSimpleName() + (decision.replayed() ? " replayed" : ""));
            }
        }
        return verdicts;
    }

    private static Decision apply(Map<String, TicketAtTheGate> tickets, Step step) {
        TicketAtTheGate ticket = tickets.computeIfAbsent(step.qrcode(), unseen -> new TicketAtTheGate());
        return switch (step) {
            case Step.Load load -> {
                Ticket printed = new Ticket("Day", "1", load.qrcode());
                if (load.revoked()) {
                    ticket.revoked(printed);
                } else {
                    ticket.issued(printed);
                }
                yield null;
            }
            case Step.Upload upload -> ticket.arrives(upload.scan());
            case Step.TakeBack takeBack -> throw new IllegalArgumentException("It has no verdict: " + takeBack);
            case Step.Reset reset -> {
                ticket.reset();
                yield null;
            }
        };
    }

    /** Few tickets, devices and ids, so that they meet often. */
    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Step> load =
                Combinators.combine(qrcodes(), Arbitraries.of(true, false)).as(Step.Load::new);
        return Arbitraries.frequencyOf(Tuple.of(1, load), Tuple.of(4, uploads(Arbitraries.of(true, false))))
                .list()
                .ofMaxSize(60);
    }

    @Provide
    Arbitrary<List<Step>> roundsOfSteps() {
        Arbitrary<Step> load =
                Combinators.combine(qrcodes(), Arbitraries.of(true, false)).as(Step.Load::new);
        return Arbitraries.frequencyOf(
                        Tuple.of(1, load),
                        Tuple.of(1, qrcodes().map(Step.Reset::new)),
                        Tuple.of(2, undos()),
                        Tuple.of(6, uploads(Arbitraries.of(true, false))))
                .list()
                .ofMaxSize(80);
    }

    @Provide
    Arbitrary<List<Step>> stepsAndUndos() {
        Arbitrary<Step> load =
                Combinators.combine(qrcodes(), Arbitraries.of(true, false)).as(Step.Load::new);
        return Arbitraries.frequencyOf(
                        Tuple.of(1, load),
                        Tuple.of(3, undos()),
                        Tuple.of(6, uploads(Arbitraries.of(true, true, false))))
                .list()
                .ofMaxSize(80);
    }

    private static Arbitrary<Step> undos() {
        return Combinators.combine(uploads(Arbitraries.just(true)), Arbitraries.of(-1L, 0L, 1L, 30L, 60L, 61L))
                .as((upload, second) -> new Step.TakeBack(
                        upload.qrcode(), new Undo(((Step.Upload) upload).scan(), Instant.ofEpochSecond(second))));
    }

    @Provide
    Arbitrary<List<Step>> uploadsWithIds() {
        return uploads(Arbitraries.just(true)).list().ofMaxSize(30);
    }

    private static Arbitrary<Step> uploads(Arbitrary<Boolean> idFromDevice) {
        Arbitrary<Scan> scans = Combinators.combine(
                        Arbitraries.integers().between(1, 12),
                        idFromDevice,
                        Arbitraries.of("north", "south", "west"),
                        Arbitraries.longs().between(0, 1),
                        Arbitraries.of(Scan.Holder.class),
                        Arbitraries.of(true, false, false, false))
                .as((id, own, device, second, holder, revoked) -> new Scan(
                        new UUID(0, id),
                        own,
                        device,
                        new ScanTime(Instant.ofEpochSecond(second), true, Duration.ZERO),
                        holder,
                        0,
                        revoked));
        return Combinators.combine(qrcodes(), scans).as(Step.Upload::new);
    }

    private static Arbitrary<String> qrcodes() {
        return Arbitraries.of("t1", "t2", "t3");
    }
}
