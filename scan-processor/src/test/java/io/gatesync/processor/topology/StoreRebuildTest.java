package io.gatesync.processor.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatesync.processor.Scans;
import io.gatesync.processor.store.Entries;
import io.gatesync.schemas.ScanDecided;
import io.gatesync.schemas.ScanUploaded;
import io.gatesync.schemas.TicketChanged;
import io.gatesync.schemas.TicketStatus;
import io.gatesync.schemas.UndoRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.apache.kafka.common.utils.Bytes;

/** A store that is rebuilt from tickets and outcomes is, byte for byte, the one that gave these outcomes. */
class StoreRebuildTest {
    private static final Instant NOON = Instant.parse("2026-07-03T12:00:00Z");

    sealed interface Step {
        record Change(TicketChanged ticket) implements Step {}

        record Upload(ScanUploaded scan) implements Step {}
    }

    @Property
    void is_the_store_that_decided(@ForAll("steps") List<Step> steps) {
        Map<Bytes, byte[]> original = new HashMap<>();
        Entries entries = Entries.in(original);
        Decider decider = new Decider(entries);
        StoreRebuild rebuild = new StoreRebuild(0, 1);
        List<ScanDecided> outcomes = new ArrayList<>();
        for (Step step : steps) {
            switch (step) {
                case Step.Change(TicketChanged change) -> {
                    decider.apply(change).applyTo(entries);
                    rebuild.add(change.getQrcode().getBytes(UTF_8), change);
                }
                case Step.Upload(ScanUploaded scan) -> {
                    Decider.Decided decided = decider.decide(scan, NOON);
                    decided.changes().applyTo(entries);
                    outcomes.add(decided.outcome());
                }
            }
        }
        outcomes.forEach(rebuild::add);

        assertThat(printed(rebuild.entries())).isEqualTo(printed(original));
    }

    /** A rebuild must not apply what was put aside, nor fail on it at each start. */
    @Example
    void leaves_out_what_was_put_aside_when_it_came() {
        StoreRebuild rebuild = new StoreRebuild(0, 1);
        TicketChanged change = new TicketChanged("open-air", "t1", TicketStatus.VALID, null, null, null, NOON, null);
        rebuild.add("another key".getBytes(UTF_8), change);
        rebuild.add(null, change);
        rebuild.add(
                "t1".getBytes(UTF_8),
                TicketChanged.newBuilder(change).setStatus(TicketStatus.OTHER).build());
        new StoreRebuild(1, 6).add("t1".getBytes(UTF_8), change);

        assertThat(rebuild.entries()).isEmpty();
    }

    private static Map<String, String> printed(Map<Bytes, byte[]> entries) {
        Map<String, String> printed = new TreeMap<>();
        entries.forEach((key, value) ->
                printed.put(HexFormat.of().formatHex(key.get()), HexFormat.of().formatHex(value)));
        return printed;
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Step> change = Combinators.combine(
                        qrcodes(),
                        Arbitraries.of(TicketStatus.VALID, TicketStatus.REVOKED).injectNull(0.3),
                        Arbitraries.of("VIP", "Day", "").injectNull(0.3))
                .as((qrcode, status, type) ->
                        new Step.Change(new TicketChanged("open-air", qrcode, status, type, null, "1", NOON, null)));
        Arbitrary<Step> upload = Combinators.combine(
                        qrcodes(),
                        Arbitraries.integers().between(1, 12),
                        Arbitraries.of("north", "south"),
                        Arbitraries.of(true, true, false),
                        Arbitraries.of(true, false).injectNull(0.3),
                        Arbitraries.of(true, true, false),
                        Arbitraries.of(-250L, 0L, 250L).injectNull(0.3))
                .as((qrcode, id, device, own, admitted, hasTime, clockAhead) ->
                        new Step.Upload(Scans.letIn(device, qrcode)
                                .setScanId(new UUID(0, id))
                                .setScanIdFromDevice(own)
                                .setSessionToken(null)
                                .setScannedAt(NOON.plusSeconds(id % 2))
                                .setUploadedAt(NOON)
                                .setAdmitted(admitted)
                                .setScannedAtFromDevice(hasTime)
                                .setClockAheadMs(clockAhead)
                                .build()));
        Arbitrary<Step> reset = Arbitraries.longs()
                .between(1, 4)
                .map(round -> new Step.Change(new TicketChanged("open-air", "", null, null, null, null, NOON, round)));
        Arbitrary<Step> undo = Combinators.combine(upload, Arbitraries.of(-1L, 0L, 30L, 70L))
                .as((scan, second) -> new Step.Upload(ScanUploaded.newBuilder(((Step.Upload) scan).scan())
                        .setScanIdFromDevice(true)
                        .setScannedAtFromDevice(true)
                        .setAdmitted(false)
                        .setUndo(new UndoRequest("wrong person", NOON.plusSeconds(second)))
                        .build()));
        return Arbitraries.frequencyOf(Tuple.of(2, change), Tuple.of(1, reset), Tuple.of(8, upload), Tuple.of(3, undo))
                .list()
                .ofMaxSize(40);
    }

    private static Arbitrary<String> qrcodes() {
        return Arbitraries.of("t1", "t2");
    }
}
