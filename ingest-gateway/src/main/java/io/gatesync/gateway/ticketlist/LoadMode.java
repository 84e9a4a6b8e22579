package io.gatesync.gateway.ticketlist;

import io.gatesync.gateway.input.FieldErrors;
import io.gatesync.gateway.input.RefusedInputException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is to become of a list.
 *
 * @param kind what is done
 * @param confirmed up to how many tickets that the list does not have may be revoked; 0 if the organiser confirms nothing
 * @param skipRefused whether tickets may be revoked because the list does not have them, though rows of it were refused
 */
public record LoadMode(Kind kind, long confirmed, boolean skipRefused) {
    /** The parameters that say it. */
    public static final Set<String> PARAMETERS = Set.of("mode", "confirm", "refused");

    /** Changes what the list says, and nothing else. */
    public static final LoadMode UPDATE = new LoadMode(Kind.UPDATE, 0, false);

    private static final int MAX_DIGITS = 12;

    /** What is done with a list. */
    public enum Kind {
        /** What it says is changed; other tickets stay as they are. */
        UPDATE,
        /** And valid tickets that it does not have are revoked. */
        REPLACE,
        /** Nothing is changed; the answer says what would be. */
        CHECK
    }

    /**
     * Reads it from the parameters of a request.
     *
     * @throws RefusedInputException if one is wrong
     */
    public static LoadMode read(Map<String, List<String>> query) {
        FieldErrors errors = new FieldErrors();
        Kind kind = switch (one(query, "mode")) {
            case "", "update" -> Kind.UPDATE;
            case "replace" -> Kind.REPLACE;
            case "check" -> Kind.CHECK;
            default -> {
                errors.add("mode", "must be update, replace or check.");
                yield Kind.UPDATE;
            }
        };
        String confirm = one(query, "confirm");
        if (!confirm.matches("\\d{0," + MAX_DIGITS + "}")) {
            errors.add("confirm", "must be the number of tickets that may be revoked.");
            confirm = "";
        }
        String refused = one(query, "refused");
        if (!refused.isEmpty() && !refused.equals("skip")) {
            errors.add("refused", "must be skip.");
        }
        errors.throwIfAny();
        return new LoadMode(kind, confirm.isEmpty() ? 0 : Long.parseLong(confirm), refused.equals("skip"));
    }

    private static String one(Map<String, List<String>> query, String name) {
        return String.join(",", query.getOrDefault(name, List.of()));
    }
}
