package io.gatesync.gateway.input;

/**
 * Somebody of the staff who logs in.
 *
 * @param passcode in clear
 */
public record AccountLogin(String name, String passcode) {

    /**
     * Reads it from the body of a request.
     *
     * @throws RefusedInputException if that is not a JSON object, or a field is wrong
     */
    public static AccountLogin read(byte[] json) {
        FieldErrors errors = new FieldErrors();
        Fields body = Fields.of(Json.object(json), errors);
        String name = body.requiredText("name");
        String passcode = body.requiredPasscode("passcode");
        errors.throwIfAny();
        return new AccountLogin(name, passcode);
    }

    /** Leaves the passcode out. */
    @Override
    public String toString() {
        return "AccountLogin[name=%s]".formatted(name);
    }
}
