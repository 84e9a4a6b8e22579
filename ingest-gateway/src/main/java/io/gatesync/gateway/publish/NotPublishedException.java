package io.gatesync.gateway.publish;

/**
 * Not every record of a request was published: Kafka is away or refuses it, or the gateway may not write. Some records may be in
 * Kafka all the same; sending the whole request again is right and safe.
 */
public final class NotPublishedException extends RuntimeException {
    NotPublishedException(String message, Throwable cause) {
        super(message, cause);
    }

    NotPublishedException(String message) {
        super(message);
    }
}
