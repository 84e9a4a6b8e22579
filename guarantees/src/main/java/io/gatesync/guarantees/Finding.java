package io.gatesync.guarantees;

import java.util.ArrayList;
import java.util.List;

/**
 * The result of a check.
 *
 * @param claim what has to hold, in one sentence
 * @param violations where it does not, in one sentence each; empty if it holds
 */
public record Finding(String claim, List<String> violations) {

    public Finding {
        violations = List.copyOf(violations);
    }

    public boolean holds() {
        return violations.isEmpty();
    }

    /** The finding for people: the claim, marked {@code ok} or {@code WRONG}, and below it each violation. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add((holds() ? "ok     " : "WRONG  ") + claim);
        violations.forEach(violation -> lines.add("       " + violation));
        return lines;
    }

    /**
     * Requires that all of these hold.
     *
     * @throws AssertionError with the lines of those that do not
     */
    public static void verify(List<Finding> findings) {
        List<String> wrong = findings.stream()
                .filter(finding -> !finding.holds())
                .flatMap(finding -> finding.lines().stream())
                .toList();
        if (!wrong.isEmpty()) {
            throw new AssertionError(String.join(System.lineSeparator(), wrong));
        }
    }
}
