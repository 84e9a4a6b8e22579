package io.gatesync.messaging;

/** The schema registry refuses a schema, lacks one, or does not answer; the message says which. */
public final class SchemaRegistryException extends RuntimeException {
    SchemaRegistryException(String message) {
        super(message);
    }

    SchemaRegistryException(String message, Throwable cause) {
        super(message, cause);
    }
}
