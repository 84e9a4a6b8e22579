package io.gatesync.messaging;

/** The topics in Kafka are not as GateSync needs them. The message says which topics, and what to do. */
public final class TopicLayoutException extends RuntimeException {
    TopicLayoutException(String message) {
        super(message);
    }
}
