package io.gatesync.messaging;

/**
 * The schema registry refuses a schema or does not have one that is needed. The message says which. Asking again changes
 * nothing, unless it is a {@link SchemaRegistryAwayException}.
 */
public sealed class SchemaRegistryException extends RuntimeException permits SchemaRegistryAwayException {
    SchemaRegistryException(String message) {
        super(message);
    }

    SchemaRegistryException(String message, Throwable cause) {
        super(message, cause);
    }
}
