package io.gatesync.demo;

import io.gatesync.client.DeviceStatus;
import io.gatesync.client.Reply;
import io.gatesync.client.Reply.Answered;
import io.gatesync.client.Reply.SendAgain;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** Holds what the devices were told against the plan, against itself and against the server's tables. */
final class Audit {

    private static final Duration POLL = Duration.ofMillis(100);

    /**
     * One thing that has to hold.
     *
     * @param claim what, in a sentence
     * @param violations where it does not; empty when it holds
     */
    record Finding(String claim, List<String> violations) {
        Finding {
            violations = List.copyOf(violations);
        }

        boolean holds() {
            return violations.isEmpty();
        }
    }

    private final Festival festival;
    private final List<Ledger> ledgers;
    private final Duration tablesLag;

    /** @param tablesLag how long the tables may lag behind the last answer */
    Audit(Festival festival, List<Ledger> ledgers, Duration tablesLag) {
        this.festival = festival;
        this.ledgers = ledgers;
        this.tablesLag = tablesLag;
    }

    /** @param status what the server says of a device */
    List<Finding> findings(Function<String, Reply<DeviceStatus>> status) throws InterruptedException {
        return List.of(
                everyScanHasItsVerdict(),
                noTicketWasAdmittedTwice(),
                theVerdictsAreThePlannedOnes(),
                resendsChangedNothing(),
                theTablesAgree(status));
    }

    private Finding everyScanHasItsVerdict() {
        List<String> violations = new ArrayList<>();
        for (Ledger ledger : ledgers) {
            Tally tally = ledger.tally();
            long planned = ledger.shift().presentations().size();
            if (tally.settled() != planned) {
                violations.add(String.format(
                        Locale.ROOT,
                        "%s: %,d of %,d scans have a verdict",
                        ledger.shift().deviceId(),
                        tally.settled(),
                        planned));
            }
        }
        return new Finding(
                String.format(Locale.ROOT, "each of the %,d scans has its verdict", festival.scans()), violations);
    }

    private Finding noTicketWasAdmittedTwice() {
        List<String> violations = new ArrayList<>();
        Map<String, String> admittedBy = new HashMap<>();
        for (Ledger ledger : ledgers) {
            String deviceId = ledger.shift().deviceId();
            for (String qrcode : ledger.admittedTwice()) {
                violations.add("%s was admitted twice by %s".formatted(qrcode, deviceId));
            }
            for (String qrcode : ledger.admitted()) {
                String other = admittedBy.putIfAbsent(qrcode, deviceId);
                if (other != null) {
                    violations.add("%s was admitted by %s and by %s".formatted(qrcode, other, deviceId));
                }
            }
        }
        return new Finding(
                String.format(Locale.ROOT, "none of the %,d admitted tickets was admitted twice", admittedBy.size()),
                violations);
    }

    private Finding theVerdictsAreThePlannedOnes() {
        Tally tally = Tally.sum(ledgers.stream().map(Ledger::tally).toList());
        List<String> violations = new ArrayList<>();
        if (tally.admitted() != festival.admissions()) {
            violations.add(String.format(
                    Locale.ROOT,
                    "%,d tickets were admitted, but %,d valid ones were presented",
                    tally.admitted(),
                    festival.admissions()));
        }
        if (tally.failed() != festival.failures()) {
            violations.add(String.format(
                    Locale.ROOT,
                    "%,d scans failed, but %,d unknown or revoked codes were presented",
                    tally.failed(),
                    festival.failures()));
        }
        return new Finding("every valid ticket presented was admitted, every other code refused", violations);
    }

    private Finding resendsChangedNothing() {
        long lost = ledgers.stream().mapToLong(ledger -> ledger.tally().lost()).sum();
        List<String> violations = new ArrayList<>();
        for (Ledger ledger : ledgers) {
            ledger.contradictions()
                    .forEach(words -> violations.add(ledger.shift().deviceId() + ": " + words));
        }
        return new Finding(
                String.format(Locale.ROOT, "sending again after %,d lost answers changed no verdict", lost),
                violations);
    }

    private Finding theTablesAgree(Function<String, Reply<DeviceStatus>> status) throws InterruptedException {
        Instant deadline = Instant.now().plus(tablesLag);
        List<String> violations = new ArrayList<>();
        for (Ledger ledger : ledgers) {
            Tally told = ledger.tally();
            String shown = shown(status.apply(ledger.shift().deviceId()), told);
            while (!shown.isEmpty() && Instant.now().isBefore(deadline)) {
                Thread.sleep(POLL);
                shown = shown(status.apply(ledger.shift().deviceId()), told);
            }
            if (!shown.isEmpty()) {
                violations.add(ledger.shift().deviceId() + ": " + shown);
            }
        }
        return new Finding(
                "the server's status of each of the %d devices says what the device was told".formatted(ledgers.size()),
                violations);
    }

    /** Where the server's status differs; empty where it does not. */
    private static String shown(Reply<DeviceStatus> status, Tally told) {
        return switch (status) {
            case SendAgain<DeviceStatus> later -> "no status to be had: " + later.why();
            case Answered<DeviceStatus> answered -> difference(told, answered.body());
        };
    }

    private static String difference(Tally told, DeviceStatus shown) {
        if (shown.totalScans() != told.admitted()) {
            return String.format(
                    Locale.ROOT, "told %,d tickets admitted, the tables have %,d", told.admitted(), shown.totalScans());
        }
        if (shown.pendingScans() != told.failed()) {
            return String.format(
                    Locale.ROOT, "told %,d scans failed, the tables have %,d", told.failed(), shown.pendingScans());
        }
        return "";
    }
}
