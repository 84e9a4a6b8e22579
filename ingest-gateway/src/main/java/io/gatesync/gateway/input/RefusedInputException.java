package io.gatesync.gateway.input;

/** A request whose content cannot be used; sending the same again changes nothing. */
public final class RefusedInputException extends RuntimeException {
    /** What is wrong. */
    public enum Reason {
        /** It cannot be read as what it claims to be, for example as JSON. */
        MALFORMED,
        /** It holds more than is taken at a time. */
        TOO_LARGE,
        /** It can be read, and says something impossible. */
        INVALID
    }

    private final Reason reason;
    private final String detail;
    private final transient FieldErrors errors;

    private RefusedInputException(Reason reason, String detail, FieldErrors errors) {
        super(detail);
        this.reason = reason;
        this.detail = detail;
        this.errors = errors;
    }

    public static RefusedInputException malformed(String detail) {
        return new RefusedInputException(Reason.MALFORMED, detail, new FieldErrors());
    }

    public static RefusedInputException tooLarge(String detail) {
        return new RefusedInputException(Reason.TOO_LARGE, detail, new FieldErrors());
    }

    public static RefusedInputException invalid(String detail) {
        return new RefusedInputException(Reason.INVALID, detail, new FieldErrors());
    }

    static RefusedInputException invalid(FieldErrors errors) {
        return new RefusedInputException(Reason.INVALID, errors.summary(), errors);
    }

    public Reason reason() {
        return reason;
    }

    /** What is wrong, in a sentence for the developer of the client. */
    public String detail() {
        return detail;
    }

    /** The errors by field; none if it is no field that is wrong. */
    public FieldErrors errors() {
        return errors;
    }
}
