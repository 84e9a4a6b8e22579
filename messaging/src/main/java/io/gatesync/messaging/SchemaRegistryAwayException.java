package io.gatesync.messaging;

/** The schema registry does not answer, or not now. Asking again later may help. */
public final class SchemaRegistryAwayException extends SchemaRegistryException {
    SchemaRegistryAwayException(String message) {
        super(message);
    }

    SchemaRegistryAwayException(String message, Throwable cause) {
        super(message, cause);
    }
}
