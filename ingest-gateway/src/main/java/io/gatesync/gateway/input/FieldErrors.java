package io.gatesync.gateway.input;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is wrong with a request, by field, in the words that the scanner app knows from Laravel. */
public final class FieldErrors {
    /** More sentences than these are counted, but not kept. */
    static final int MAX_SENTENCES = 100;

    private final Map<String, List<String>> byField = new LinkedHashMap<>();
    private int count;

    /**
     * Notes an error.
     *
     * @param field as in {@code scans.3.qrcode}
     * @param requirement what the field has to be, as in {@code is required.}
     */
    void add(String field, String requirement) {
        if (count++ < MAX_SENTENCES) {
            byField.computeIfAbsent(field, first -> new ArrayList<>(1))
                    .add("The " + displayName(field) + " field " + requirement);
        }
    }

    /** Laravel names nested fields as they are, and top-level ones with spaces. */
    private static String displayName(String field) {
        return field.indexOf('.') >= 0 ? field : field.replace('_', ' ');
    }

    public boolean isEmpty() {
        return count == 0;
    }

    /** The sentences, at most {@value #MAX_SENTENCES} of them. */
    public Map<String, List<String>> byField() {
        return byField;
    }

    /** All sentences in one line. */
    String sentences() {
        return String.join(" ", byField.values().stream().flatMap(List::stream).toList());
    }

    /** The first sentence and how many more there are, as Laravel sums up. */
    public String summary() {
        String first = byField.values().iterator().next().getFirst();
        int more = count - 1;
        if (more == 0) {
            return first;
        }
        return "%s (and %d more %s)".formatted(first, more, more == 1 ? "error" : "errors");
    }

    void throwIfAny() {
        if (!isEmpty()) {
            throw new InvalidFieldsException(this);
        }
    }
}
