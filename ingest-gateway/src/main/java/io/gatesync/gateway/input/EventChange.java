package io.gatesync.gateway.input;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * An event as the organiser wants it.
 *
 * @param passcode in clear; goes no further than its hash
 * @param open whether devices may log in
 */
public record EventChange(String eventId, String name, String passcode, boolean open) {
    /** Shorter ones are guessed. */
    private static final int MIN_PASSCODE_BYTES = 4;
    /** What comes after is ignored by bcrypt. */
    private static final int MAX_PASSCODE_BYTES = 72;

    /**
     * Reads it from the path and the body of a request.
     *
     * @throws MalformedBodyException if the body is not a JSON object
     * @throws InvalidFieldsException naming everything else that is wrong
     */
    public static EventChange read(String eventId, byte[] json) {
        Map<Object, Object> values = new HashMap<>(Json.object(json));
        values.put("event_id", eventId);
        FieldErrors errors = new FieldErrors();
        Members members = new Members(values, "", errors);
        members.requiredText("event_id");
        String name = members.requiredText("name");
        String passcode = passcode(members);
        boolean open = open(members);
        errors.throwIfAny();
        return new EventChange(eventId, name, passcode, open);
    }

    /**
     * Makes sure that an event can be called so.
     *
     * @throws InvalidFieldsException if not
     */
    public static void requireValidId(String eventId) {
        FieldErrors errors = new FieldErrors();
        new Members(Map.of("event_id", eventId), "", errors).requiredText("event_id");
        errors.throwIfAny();
    }

    private static String passcode(Members members) {
        Object value = members.values().get("passcode");
        if (value == null) {
            members.note("passcode", "is required.");
            return null;
        }
        if (!(value instanceof String passcode)) {
            members.note("passcode", "must be a string.");
            return null;
        }
        String broken = TextRule.brokenAtAnyLength(passcode);
        if (broken != null) {
            members.note("passcode", broken);
            return null;
        }
        int bytes = passcode.getBytes(StandardCharsets.UTF_8).length;
        if (bytes < MIN_PASSCODE_BYTES || bytes > MAX_PASSCODE_BYTES) {
            members.note(
                    "passcode", "must be between " + MIN_PASSCODE_BYTES + " and " + MAX_PASSCODE_BYTES + " bytes.");
            return null;
        }
        return passcode;
    }

    private static boolean open(Members members) {
        Object state = members.values().get("state");
        if (state != null && !state.equals("open") && !state.equals("closed")) {
            members.note("state", "must be open or closed.");
        }
        return !"closed".equals(state);
    }

    /** Without the passcode: this may be logged. */
    @Override
    public String toString() {
        return "EventChange[eventId=%s, name=%s, open=%s]".formatted(eventId, name, open);
    }
}
