package io.gatesync.guarantees;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** Collects where something does not hold: the first ten in words, all others as a number. Not thread-safe. */
public final class Violations {

    private static final int IN_WORDS = 10;

    private final List<String> first = new ArrayList<>();
    private long others;

    /** Adds one. The sentence is asked for only if it is among the first ten. */
    public void add(Supplier<String> sentence) {
        if (first.size() < IN_WORDS) {
            first.add(sentence.get());
        } else {
            others++;
        }
    }

    /** The same so far, to add others to. */
    public Violations copy() {
        Violations copy = new Violations();
        copy.first.addAll(first);
        copy.others = others;
        return copy;
    }

    /** The first ten, and how many more there are. */
    public List<String> sentences() {
        List<String> sentences = new ArrayList<>(first);
        if (others > 0) {
            sentences.add(String.format(Locale.ROOT, "and %,d more", others));
        }
        return sentences;
    }
}
