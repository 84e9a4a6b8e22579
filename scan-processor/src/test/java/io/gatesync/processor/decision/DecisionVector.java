package io.gatesync.processor.decision;

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
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What has happened to a ticket, what a device knows of it, and what the server would say to the device's next scan. The device knows what
 * its list told, which shows only the records up to some point, and its own scans, with the server's words on them.
 */
final class DecisionVector {
    private static final String OWN = "north-1";
    private static final String OTHER = "south-1";
    private static final Pattern AT = Pattern.compile("at=\\d+");
    private static final Ticket PRINTED = new Ticket("Day", null, null);

    /** What can happen to a ticket; scans with their time by the device's clock. */
    sealed interface Step {
        Step LOAD = new Organiser("load");

        record Organiser(String does) implements Step {}

        /** A scan of another device. */
        record Other(long at, Holder holder, boolean cutOff) implements Step {}

        /** An own scan. */
        record Own(long at, Way way, boolean letIn) implements Step {}

        /** The device takes its last scan back, on which it has let somebody in. The server knows of it, or will be told. */
        record TakeBack(long at, boolean told) implements Step {}

        /** An own scan that was not sent yet. */
        static Step pending(long at, boolean letIn) {
            return new Own(at, Way.NOT_SENT, letIn);
        }

        static Stream<Step> allAt(long at) {
            return Stream.concat(
                    Stream.of(
                            LOAD,
                            new Organiser("revoke"),
                            new Organiser("reset"),
                            new Other(at, Holder.LET_IN, false),
                            new Other(at, Holder.WAITS, false),
                            new Other(at, Holder.SENT_AWAY, false),
                            new Other(at, Holder.LET_IN, true)),
                    sentAt(at));
        }

        /** Own scans that the server knows. */
        private static Stream<Step> sentAt(long at) {
            return Stream.of(
                    new Own(at, Way.ASKED, false),
                    new Own(at, Way.ASKED_TWICE, true),
                    new Own(at, Way.ASKED_TWICE, false),
                    new Own(at, Way.SENT_LATER, true),
                    new Own(at, Way.SENT_LATER, false),
                    new Own(at, Way.NO_ANSWER, true),
                    new Own(at, Way.NO_ANSWER, false),
                    new Own(at, Way.INTERRUPTED, false));
        }

        /** Own scans, also one that lies only on the device. */
        static Stream<Step> ownAt(long at) {
            return Stream.concat(sentAt(at), Stream.of(pending(at, true)));
        }
    }

    /** How a device came to what it showed, and what it has heard of the server. */
    enum Way {
        /** The server was asked, and has answered. */
        ASKED,
        /** The server was asked, and its answer was lost: the device has decided by itself, has sent the scan again, and has been answered. */
        ASKED_TWICE,
        /** The device decided by itself, and has the server's word by now. */
        SENT_LATER,
        /** The server was asked and has decided, but the device does not know, has decided by itself, and will send the scan again. */
        NO_ANSWER,
        /** The server was asked and has decided, but the device has shown nothing. */
        INTERRUPTED,
        /** The device decided by itself, and the server knows nothing of it. */
        NOT_SENT
    }

    private final List<Step> steps;
    private final int seen;
    private final TicketAtTheGate ticket = new TicketAtTheGate();
    private final List<Map<String, Object>> records = new ArrayList<>();
    private final List<Map<String, Object>> own = new ArrayList<>();
    private final List<Scan> made = new ArrayList<>();
    private final List<Unsent> unsent = new ArrayList<>();
    private boolean listed;
    private boolean comparable = true;
    private int recordsSeen;
    private long nextId;
    private Optional<Map<String, Object>> list = Optional.empty();
    private Map<String, Object> answer = Map.of();

    /** What the device still has to send. */
    private record Unsent(Instant at, Runnable arrives) {}

    private DecisionVector(List<Step> steps, int seen) {
        this.steps = steps;
        this.seen = seen;
    }

    /**
     * The case.
     *
     * @param steps what happened, in the order in which it came to the server
     * @param seen how many of them the device's list shows
     * @return empty if the server has records that the device could not know
     */
    static Optional<DecisionVector> of(List<Step> steps, int seen) {
        DecisionVector vector = new DecisionVector(steps, seen);
        vector.play();
        return vector.comparable ? Optional.of(vector) : Optional.empty();
    }

    private void play() {
        for (int done = 0; done <= steps.size(); done++) {
            if (done == seen) {
                list = listed ? Optional.of(line()) : Optional.empty();
                recordsSeen = records.size();
            }
            if (done < steps.size()) {
                happens(steps.get(done), done);
            }
        }
        // What the device still holds comes to the server as it would be sent: the oldest first.
        unsent.stream()
                .sorted(Comparator.comparing(Unsent::at))
                .forEach(each -> each.arrives().run());
        answer = answer(ticket.arrives(scan(99, Holder.WAITS, OWN, false)).verdict());
    }

    private void happens(Step step, int place) {
        boolean unseen = place >= seen;
        switch (step) {
            case Step.Organiser(String does) -> {
                comparable &= !unseen;
                organiserDoes(does);
            }
            case Step.Other(long at, Holder holder, boolean cutOff) -> {
                comparable &= !unseen || isToldAfter(place);
                record(scan(at, holder, OTHER, cutOff));
            }
            case Step.Own(long at, Way way, boolean letIn) -> ownScan(at, way, letIn, unseen);
            case Step.TakeBack(long at, boolean told) -> takeBack(at, told, unseen);
        }
    }

    private void takeBack(long at, boolean told, boolean unseen) {
        Map<String, Object> kept = own.getLast();
        Scan scan = made.getLast();
        kept.put("undo", told ? "undone" : "pending");
        Undo undo = new Undo(scan, Instant.ofEpochMilli(at));
        // The server takes back only what it has decided, and a device only whom it has let in.
        comparable &= "admit".equals(kept.get("shown")) && (kept.containsKey("said") || !told);
        if (!told) {
            unsent.add(new Unsent(undo.at(), () -> takenBack(undo, true)));
            return;
        }
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("by", OWN);
        record.put("at", scan.time().at().toEpochMilli());
        takenBack(undo, unseen).ifPresent(verdict -> record.put("verdict", inRecords(verdict)));
        record.put("undo", true);
        records.add(record);
    }

    /** What the scan was told that is taken back; empty if it is not known. */
    private Optional<Verdict> takenBack(Undo undo, boolean unseen) {
        Optional<FirstScan> before = ticket.stateInThisRound().first();
        UndoDecision decision = ticket.takesBack(undo);
        Optional<FirstScan> after = ticket.stateInThisRound().first();
        // A list tells only the first who came in, and so nobody who came in after one that was taken back.
        boolean othersBehind = !before.equals(after)
                && after.filter(first -> first.deviceId().equals(OTHER)).isPresent();
        comparable &= decision.answer() == UndoAnswer.UNDONE && !(unseen && othersBehind);
        return decision.verdict().map(Remembered::verdict);
    }

    private void organiserDoes(String does) {
        records.add(Map.of("organiser", does));
        switch (does) {
            case "load" -> ticket.issued(PRINTED);
            case "revoke" -> ticket.revoked(PRINTED);
            default -> {
                ticket.reset();
                // The server's word on these is of the round before, and the device cannot know that.
                comparable &= own.stream().noneMatch(scan -> scan.get("way") == Way.NO_ANSWER);
                own.stream()
                        .filter(scan -> scan.get("way") != Way.INTERRUPTED)
                        .forEach(scan -> scan.put("forgotten", true));
            }
        }
        listed |= !does.equals("reset");
    }

    private void ownScan(long at, Way way, boolean letIn, boolean unseen) {
        Map<String, Object> kept = new LinkedHashMap<>();
        kept.put("at", at);
        kept.put("way", way);
        own.add(kept);
        Holder shown = letIn ? Holder.LET_IN : Holder.SENT_AWAY;
        switch (way) {
            case ASKED -> {
                Verdict verdict = record(scan(at, Holder.WAITS, OWN, false));
                kept.put("shown", verdict instanceof Synced ? "admit" : "refuse");
                kept.putAll(word(verdict));
            }
            case ASKED_TWICE -> {
                kept.put("shown", letIn ? "admit" : "refuse");
                Scan asked = scan(at, Holder.WAITS, OWN, false);
                record(asked);
                kept.putAll(word(record(again(asked, shown))));
            }
            case SENT_LATER -> {
                kept.put("shown", letIn ? "admit" : "refuse");
                kept.putAll(word(record(scan(at, shown, OWN, false))));
            }
            case NO_ANSWER -> {
                comparable &= !unseen;
                kept.put("shown", letIn ? "admit" : "refuse");
                Scan asked = scan(at, Holder.WAITS, OWN, false);
                record(asked);
                send(again(asked, shown));
            }
            case INTERRUPTED -> {
                comparable &= !unseen;
                record(scan(at, Holder.WAITS, OWN, false));
            }
            case NOT_SENT -> {
                kept.put("shown", letIn ? "admit" : "refuse");
                send(scan(at, shown, OWN, false));
            }
        }
    }

    private void send(Scan scan) {
        unsent.add(new Unsent(scan.time().at(), () -> ticket.arrives(scan)));
    }

    /** A scan that the list does not show is known all the same, if a later own scan was answered by it. */
    private boolean isToldAfter(int place) {
        return steps.stream()
                .skip(place + 1L)
                .anyMatch(step -> step instanceof Step.Own(long at, Way way, boolean letIn)
                        && (way == Way.ASKED || way == Way.ASKED_TWICE || way == Way.SENT_LATER));
    }

    private Verdict record(Scan scan) {
        Decision decision = ticket.arrives(scan);
        Verdict verdict = decision.verdict();
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("by", scan.deviceId());
        record.put("at", scan.time().at().toEpochMilli());
        record.put("holder", scan.holder());
        record.put("verdict", inRecords(verdict));
        if (scan.deviceRevoked()) {
            record.put("cut_off", true);
        }
        if (decision.replayed()) {
            record.put("replayed", true);
        }
        records.add(record);
        return verdict;
    }

    private Scan scan(long at, Holder holder, String device, boolean cutOff) {
        ScanTime time = new ScanTime(Instant.ofEpochMilli(at), true, Duration.ZERO);
        Scan scan = new Scan(new UUID(0, nextId++), true, device, time, holder, 0, cutOff);
        if (device.equals(OWN)) {
            made.add(scan);
        }
        return scan;
    }

    /** The same scan, sent again by a device that could not wait. */
    private static Scan again(Scan scan, Holder shown) {
        return new Scan(scan.id(), true, scan.deviceId(), scan.time(), shown, 0, false);
    }

    /** The ticket's line in the list, as the status-projector tells it. */
    private Map<String, Object> line() {
        Map<String, Object> line = new LinkedHashMap<>();
        TicketState now = ticket.stateInThisRound();
        line.put("s", now instanceof TicketState.Revoked ? 1 : 0);
        now.first().ifPresent(first -> line.put("in", entry(first)));
        return line;
    }

    private static Map<String, Object> entry(FirstScan first) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("d", first.deviceId());
        entry.put("at", first.time().at().toEpochMilli());
        return entry;
    }

    private static String inRecords(Verdict verdict) {
        return switch (verdict) {
            case Synced any -> "SYNCED";
            case Duplicate any -> "DUPLICATE";
            case Conflict any -> "CONFLICT";
            case NotFound any -> "TICKET_NOT_FOUND";
            case TicketRevoked any -> "TICKET_REVOKED";
            case RefusedAtGate any -> "REFUSED_AT_GATE";
            case DeviceRevoked any -> "DEVICE_REVOKED";
        };
    }

    /** What the server says of an own scan, in the words of its answers. */
    private static Map<String, Object> word(Verdict verdict) {
        Map<String, Object> word = new LinkedHashMap<>();
        switch (verdict) {
            case Synced any -> word.put("said", "synced");
            case Duplicate duplicate -> {
                word.put("said", "duplicate");
                word.put("first", entry(duplicate.first()));
            }
            case Conflict conflict -> {
                word.put("said", "conflict");
                word.put("first", entry(conflict.first()));
            }
            case NotFound any -> word.put("said", "failed");
            case TicketRevoked any -> word.put("said", "failed");
            case RefusedAtGate any -> word.put("said", "failed");
            case DeviceRevoked any -> word.put("said", "failed");
        }
        return word;
    }

    private static Map<String, Object> answer(Verdict verdict) {
        Map<String, Object> answer = new LinkedHashMap<>();
        switch (verdict) {
            case Synced any -> answer.put("sign", "admit");
            case Duplicate duplicate -> {
                answer.put("sign", "used");
                answer.put("entry", entry(duplicate.first()));
            }
            case Conflict conflict -> {
                answer.put("sign", "used");
                answer.put("entry", entry(conflict.first()));
            }
            case NotFound any -> answer.put("sign", "unknown");
            case TicketRevoked any -> answer.put("sign", "revoked");
            case RefusedAtGate any -> throw new IllegalStateException("The holder waits");
            case DeviceRevoked any -> throw new IllegalStateException("The device is not cut off");
        }
        return answer;
    }

    /**
     * What makes a case another one, apart from times: the list, the answer, and the own scans. Of those that tell of no entry, and where an
     * entry makes no difference, the last is enough.
     */
    String kind() {
        boolean entryMatters = Set.of("admit", "used").contains(answer.get("sign"));
        List<Map<String, Object>> tell =
                own.stream().filter(scan -> entryMatters && tellsOfEntry(scan)).toList();
        return withoutTimes(List.of(list, answer, tell.isEmpty() && !own.isEmpty() ? List.of(own.getLast()) : tell));
    }

    int ownScans() {
        return own.size();
    }

    private static boolean tellsOfEntry(Map<String, Object> scan) {
        return "admit".equals(scan.get("shown")) || "synced".equals(scan.get("said")) || scan.containsKey("first");
    }

    private static String withoutTimes(Object part) {
        return AT.matcher(part.toString()).replaceAll("");
    }

    /** In the order in which a person reads it. */
    Map<String, Object> asJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("records", records);
        json.put("seen", recordsSeen);
        json.put("list", list.orElse(null));
        json.put("own", own);
        json.putAll(answer);
        return json;
    }
}
