package io.gatesync.service;

import io.gatesync.messaging.SchemaRegistryException;
import io.gatesync.messaging.TopicLayoutException;
import org.apache.kafka.common.KafkaException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;

/** A service that does not find Kafka, its topics or its schemas at start says so in a sentence, not in a stack trace. */
public final class SetUpFailureAnalyzer implements FailureAnalyzer {
    @Override
    public FailureAnalysis analyze(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SchemaRegistryException || cause instanceof TopicLayoutException) {
                return new FailureAnalysis(
                        cause.getMessage(), "See that Kafka and the schema registry run and are set up.", failure);
            }
            if (cause instanceof KafkaException) {
                return new FailureAnalysis(
                        "Kafka does not answer: " + cause.getMessage(),
                        "See that Kafka runs where spring.kafka.bootstrap-servers says.",
                        failure);
            }
        }
        return null;
    }
}
