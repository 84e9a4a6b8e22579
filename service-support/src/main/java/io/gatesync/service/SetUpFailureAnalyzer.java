package io.gatesync.service;

import io.gatesync.messaging.SchemaRegistryException;
import io.gatesync.messaging.TopicLayoutException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;

/** Says in a sentence, instead of a stack trace, that a service found Kafka, its topics or its schemas not set up. */
final class SetUpFailureAnalyzer implements FailureAnalyzer {
    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SchemaRegistryException || cause instanceof TopicLayoutException) {
                return new FailureAnalysis(
                        cause.getMessage(),
                        "Check that Kafka and the schema registry are running, and that the set-up step has been run.",
                        failure);
            }
            if (cause instanceof AuthorizationException || cause instanceof AuthenticationException) {
                return new FailureAnalysis(
                        "Kafka refuses this service: " + cause.getMessage(),
                        "Give its user the password and the rights that the README of set-up names.",
                        failure);
            }
            if (cause instanceof KafkaException) {
                return new FailureAnalysis(
                        "Kafka does not answer: " + cause.getMessage(),
                        "Check that Kafka is running where spring.kafka.bootstrap-servers says.",
                        failure);
            }
        }
        return null;
    }
}
