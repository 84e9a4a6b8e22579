package io.gatesync.topics.boot;

import io.gatesync.topics.SchemaRegistryException;
import io.gatesync.topics.TopicLayoutException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;

/** A service that finds topics or schemas amiss says so in a sentence, not in a stack trace. */
public final class SetUpFailureAnalyzer implements FailureAnalyzer {
    @Override
    public FailureAnalysis analyze(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SchemaRegistryException || cause instanceof TopicLayoutException) {
                return new FailureAnalysis(
                        cause.getMessage(), "See that Kafka and the schema registry run and are set up.", failure);
            }
        }
        return null;
    }
}
