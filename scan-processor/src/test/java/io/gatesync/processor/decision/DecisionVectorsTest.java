package io.gatesync.processor.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatesync.processor.decision.DecisionVector.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a device decides by itself equals what the server would decide if it had seen the same records. The server's half is made here,
 * by the real decision; the tests of {@code web/device-sync} have devices decide the same cases, and those of the
 * status-projector check what the lists of the cases tell. To write the file anew after a change of the rule:
 *
 * <pre>mvn -pl scan-processor -am test -Dtest=DecisionVectorsTest -Dsurefire.failIfNoSpecifiedTests=false -Dvectors.write=true</pre>
 */
class DecisionVectorsTest {
    private static final Path FILE = Path.of("../web/device-sync/test/vectors/decisions.json");
    private static final JsonMapper JSON = new JsonMapper();

    private static final int LONGEST = 3;
    private static final int MOST_OWN_SCANS = 2;
    private static final int AT_RANDOM = 200;
    private static final int LONGEST_AT_RANDOM = 7;
    private static final long SEED = 20260704;

    @Test
    void devices_test_themselves_with_what_the_server_decides() throws IOException {
        Map<String, String> cases = new LinkedHashMap<>();
        everyKindOfKnowledge(cases);
        int kinds = cases.size();
        atRandom(cases, kinds + AT_RANDOM);
        int withoutUndo = cases.size();
        takenBack(cases);
        String file = "[\n  " + String.join(",\n  ", cases.values()) + "\n]\n";
        if (Boolean.getBoolean("vectors.write")) {
            Files.writeString(FILE, file);
        }

        assertThat(kinds).isGreaterThan(50);
        assertThat(cases.size() - withoutUndo).isGreaterThan(50);
        assertThat(Arrays.mismatch(
                        Files.readAllLines(FILE).toArray(), file.lines().toArray()))
                .as("The first line that differs, counted from 0. The rule has changed, and devices have to follow it:"
                        + " see here how to write the file anew.")
                .isEqualTo(-1);
    }

    /** The shortest history that leads to each kind of knowledge that a device can have. */
    private static void everyKindOfKnowledge(Map<String, String> cases) {
        List<List<Step>> histories = List.of(List.of());
        for (int length = 0; length <= LONGEST; length++) {
            for (List<Step> history : histories) {
                for (List<Long> pending : List.of(List.<Long>of(), List.of(0L), List.of(50L))) {
                    for (boolean letIn : pending.isEmpty() ? List.of(true) : List.of(true, false)) {
                        for (int seen = history.size(); seen >= 0; seen--) {
                            List<Step> steps = new ArrayList<>(history);
                            pending.forEach(at -> steps.add(Step.pending(at, letIn)));
                            add(cases, steps, seen, true);
                        }
                    }
                }
            }
            int at = 10 + length;
            histories = histories.stream()
                    .flatMap(history -> Step.allAt(at).map(step -> and(history, step)))
                    .toList();
        }
    }

    /** Each way to an own scan that is taken back, with each thing that may happen before and after. */
    private static void takenBack(Map<String, String> cases) {
        List<List<Step>> before = new ArrayList<>(List.of(List.of(), List.of(Step.LOAD)));
        Step.allAt(5).forEach(step -> before.add(List.of(Step.LOAD, step)));
        List<List<Step>> after =
                new ArrayList<>(List.of(List.of(), List.of(Step.pending(20, true)), List.of(Step.pending(20, false))));
        Step.allAt(20).forEach(step -> after.add(List.of(step)));
        Step.ownAt(10)
                .forEach(scan -> before.forEach(first -> after.forEach(last -> Stream.of(true, false)
                        .forEach(told -> takenBack(cases, and(and(first, scan), new Step.TakeBack(11, told)), last)))));
    }

    private static void takenBack(Map<String, String> cases, List<Step> undone, List<Step> after) {
        List<Step> steps = Stream.concat(undone.stream(), after.stream()).toList();
        for (int seen = steps.size(); seen >= 0; seen--) {
            add(cases, steps, seen, true);
        }
    }

    private static void atRandom(Map<String, String> cases, int size) {
        Random random = new Random(SEED);
        while (cases.size() < size) {
            int length = LONGEST + 1 + random.nextInt(LONGEST_AT_RANDOM - LONGEST);
            // No two scans of a device at the same time: only the order of the records would tell which was first.
            Iterator<Long> times = shuffled(random).iterator();
            List<Step> steps = new ArrayList<>(List.of(Step.LOAD));
            while (steps.size() < length) {
                List<Step> all = Step.allAt(times.next()).toList();
                steps.add(all.get(random.nextInt(all.size())));
            }
            int seen = 1 + random.nextInt(length);
            for (int pending = random.nextInt(3); pending > 0; pending--) {
                steps.add(Step.pending(times.next(), random.nextBoolean()));
            }
            add(cases, steps, seen, false);
        }
    }

    private static List<Long> shuffled(Random random) {
        List<Long> times = new ArrayList<>(LongStream.range(1, 50).boxed().toList());
        Collections.shuffle(times, random);
        return times;
    }

    private static List<Step> and(List<Step> history, Step step) {
        return Stream.concat(history.stream(), Stream.of(step)).toList();
    }

    private static void add(Map<String, String> cases, List<Step> steps, int seen, boolean oneOfAKind) {
        DecisionVector.of(steps, seen).ifPresent(vector -> {
            if (oneOfAKind && vector.ownScans() > MOST_OWN_SCANS) {
                return;
            }
            String line = JSON.writeValueAsString(vector.asJson());
            cases.putIfAbsent(oneOfAKind ? vector.kind() : line, line);
        });
    }
}
