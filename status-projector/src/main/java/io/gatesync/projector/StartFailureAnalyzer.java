package io.gatesync.projector;

import org.flywaydb.core.api.FlywayException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.NestedExceptionUtils;

/** Says in a line, instead of a stack trace, that the database is not there, or not as it should be. */
class StartFailureAnalyzer extends AbstractFailureAnalyzer<FlywayException> {
    @Override
    protected FailureAnalysis analyze(Throwable failure, FlywayException cause) {
        String root =
                String.valueOf(NestedExceptionUtils.getMostSpecificCause(cause).getMessage());
        return new FailureAnalysis(
                "The tables cannot be made or changed: "
                        + root.lines().findFirst().orElse(root),
                "Start PostgreSQL, and look at spring.datasource.*.",
                failure);
    }
}
