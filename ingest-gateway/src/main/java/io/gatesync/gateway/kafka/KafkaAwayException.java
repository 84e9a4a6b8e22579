package io.gatesync.gateway.kafka;

/** Kafka did not take the records of a request, or not in time; sending the request again is right and safe. */
public final class KafkaAwayException extends RuntimeException {
    KafkaAwayException(String message, Throwable cause) {
        super(message, cause);
    }

    KafkaAwayException(String message) {
        super(message);
    }
}
