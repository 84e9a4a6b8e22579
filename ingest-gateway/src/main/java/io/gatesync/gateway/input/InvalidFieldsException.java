package io.gatesync.gateway.input;

/** A request that can be read but says something impossible; sending it again changes nothing. */
public final class InvalidFieldsException extends RuntimeException {
    private final transient FieldErrors errors;

    InvalidFieldsException(FieldErrors errors) {
        super(errors.summary());
        this.errors = errors;
    }

    public FieldErrors errors() {
        return errors;
    }
}
