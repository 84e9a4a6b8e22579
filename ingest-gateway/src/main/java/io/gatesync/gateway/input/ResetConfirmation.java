package io.gatesync.gateway.input;

/** That the organiser means this event, and no other, when everybody is to be out again. */
public final class ResetConfirmation {
    private static final String CONFIRM = "confirm";

    private ResetConfirmation() {}

    /**
     * Checks it.
     *
     * @param json the body of a request
     * @param eventName to be repeated there as {@code confirm}
     * @throws RefusedInputException if it is not
     */
    public static void require(byte[] json, String eventName) {
        FieldErrors errors = new FieldErrors();
        if (!eventName.equals(Json.object(json).get(CONFIRM))) {
            errors.add(CONFIRM, "must be the name of the event: %s.".formatted(eventName));
        }
        errors.throwIfAny();
    }
}
