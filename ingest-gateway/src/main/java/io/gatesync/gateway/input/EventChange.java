package io.gatesync.gateway.input;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An event as the organiser sets it up.
 *
 * @param passcode in clear; only its hash leaves the gateway
 * @param open whether devices may log in
 * @param codePattern by which a code is found in a text; an empty text if the whole text is the code, null if that stays as it was
 * @param codeCaseMatters whether codes that differ in case are two codes; null if that stays as it was
 */
public record EventChange(
        String eventId,
        String name,
        String passcode,
        boolean open,
        @Nullable String codePattern,
        @Nullable Boolean codeCaseMatters) {
    /** A shorter passcode is easily guessed. */
    private static final int MIN_PASSCODE_BYTES = 4;

    /**
     * Reads it from the path and the body of a request.
     *
     * @throws RefusedInputException if the body is not a JSON object, or a field is wrong
     */
    public static EventChange read(String eventId, byte[] json) {
        FieldErrors errors = new FieldErrors();
        Fields body = Fields.of(Json.object(json), errors);
        String id = cleanId(eventId, errors);
        String name = body.requiredText("name");
        String passcode = passcode(body);
        boolean open = open(body);
        String codePattern = codePattern(body);
        Boolean codeCaseMatters = codeCaseMatters(body);
        errors.throwIfAny();
        return new EventChange(id, name, passcode, open, codePattern, codeCaseMatters);
    }

    /** How codes are read after the change. */
    public CodeRule codeRule(CodeRule before) {
        Optional<String> pattern = codePattern == null
                ? before.pattern()
                : Optional.of(codePattern).filter(text -> !text.isEmpty());
        return CodeRule.of(pattern, codeCaseMatters == null ? before.caseMatters() : codeCaseMatters);
    }

    /**
     * The id of an event, cleaned as that of a scan is.
     *
     * @throws RefusedInputException if the text cannot be one
     */
    public static String requireId(String eventId) {
        FieldErrors errors = new FieldErrors();
        String id = cleanId(eventId, errors);
        errors.throwIfAny();
        return id;
    }

    private static String cleanId(String eventId, FieldErrors errors) {
        return new Fields(name -> eventId, errors).requiredText("event_id");
    }

    private static String passcode(Fields body) {
        Object value = body.value("passcode");
        if (value == null) {
            return body.wrong("passcode", "is required.", "");
        }
        if (!(value instanceof String passcode)) {
            return body.wrong("passcode", "must be a string.", "");
        }
        Optional<String> violation = TextRule.violationAtAnyLength(passcode);
        if (violation.isPresent()) {
            return body.wrong("passcode", violation.get(), "");
        }
        int bytes = passcode.getBytes(StandardCharsets.UTF_8).length;
        if (bytes < MIN_PASSCODE_BYTES || bytes > TextRule.MAX_BYTES) {
            body.note("passcode", "must be between " + MIN_PASSCODE_BYTES + " and " + TextRule.MAX_BYTES + " bytes.");
        }
        return passcode;
    }

    private static @Nullable String codePattern(Fields body) {
        Object value = body.value("code_pattern");
        if (value == null) {
            return null;
        }
        if (!(value instanceof String pattern)) {
            return body.wrong("code_pattern", "must be a string.", "");
        }
        Optional<String> violation = TextRule.violation(pattern);
        if (violation.isPresent()) {
            return body.wrong("code_pattern", violation.get(), "");
        }
        try {
            CodeRule.of(Optional.of(pattern).filter(text -> !text.isEmpty()), true);
        } catch (IllegalArgumentException e) {
            return body.wrong("code_pattern", String.valueOf(e.getMessage()), "");
        }
        return pattern;
    }

    private static @Nullable Boolean codeCaseMatters(Fields body) {
        Object value = body.value("code_case_matters");
        return switch (value) {
            case null -> null;
            case Boolean matters -> matters;
            default -> body.wrong("code_case_matters", "must be true or false.", true);
        };
    }

    private static boolean open(Fields body) {
        Object state = body.value("state");
        if (state != null && !state.equals("open") && !state.equals("closed")) {
            body.note("state", "must be open or closed.");
        }
        return !"closed".equals(state);
    }

    /** Leaves the passcode out, so that an event may be logged. */
    @Override
    public String toString() {
        return "EventChange[eventId=%s, name=%s, open=%s]".formatted(eventId, name, open);
    }
}
