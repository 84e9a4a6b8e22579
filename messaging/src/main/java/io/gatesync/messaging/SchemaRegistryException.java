package io.gatesync.messaging;

/** The schema registry refuses a schema, does not have one that is needed, or does not answer. The message says which. */
public final class SchemaRegistryException extends RuntimeException {
    SchemaRegistryException(String message) {
        super(message);
    }

    SchemaRegistryException(String message, Throwable cause) {
        super(message, cause);
    }
}
