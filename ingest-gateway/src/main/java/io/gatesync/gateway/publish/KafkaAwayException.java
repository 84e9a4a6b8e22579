package io.gatesync.gateway.publish;

/**
 * Kafka did not acknowledge every record of a request in time. Some may be in Kafka all the same; sending the whole request
 * again is right and safe.
 */
public final class KafkaAwayException extends RuntimeException {
    KafkaAwayException(String message, Throwable cause) {
        super(message, cause);
    }

    KafkaAwayException(String message) {
        super(message);
    }
}
