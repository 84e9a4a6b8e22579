package io.gatesync.gateway.input;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The errors of a request, by field, in the words that the scanner app knows from Laravel. */
public final class FieldErrors {
    /** Created at the first error, because nearly all of a million ticket rows have none. */
    private Map<String, List<String>> byField = Map.of();

    private int count;

    /**
     * Notes an error.
     *
     * @param field as in {@code event_id}
     * @param requirement the rest of the sentence, as in {@code is required.}
     */
    public void add(String field, String requirement) {
        if (count == 0) {
            byField = new LinkedHashMap<>();
        }
        count++;
        byField.computeIfAbsent(field, first -> new ArrayList<>(1))
                .add("The " + field.replace('_', ' ') + " field " + requirement);
    }

    public boolean isEmpty() {
        return count == 0;
    }

    /** The sentences. */
    public Map<String, List<String>> byField() {
        return byField;
    }

    /** The sentences in one line. */
    public String sentences() {
        return String.join(" ", byField.values().stream().flatMap(List::stream).toList());
    }

    /** The first sentence and the number of further errors, in Laravel's form. There must be an error. */
    public String summary() {
        String first = byField.values().iterator().next().getFirst();
        int more = count - 1;
        if (more == 0) {
            return first;
        }
        return "%s (and %d more %s)".formatted(first, more, more == 1 ? "error" : "errors");
    }

    /**
     * Refuses the request if there is an error.
     *
     * @throws RefusedInputException with these errors
     */
    public void throwIfAny() {
        if (!isEmpty()) {
            throw RefusedInputException.invalid(this);
        }
    }
}
