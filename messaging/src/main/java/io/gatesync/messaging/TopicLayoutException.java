package io.gatesync.messaging;

/** The topics in Kafka are not as GateSync needs them; somebody must set them up or mend them. */
public final class TopicLayoutException extends RuntimeException {
    TopicLayoutException(String message) {
        super(message);
    }
}
