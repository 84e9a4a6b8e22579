package io.gatesync.projector;

import org.flywaydb.core.api.FlywayException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.NestedExceptionUtils;

/** Says in a sentence, instead of a stack trace, that the database is away or its tables cannot be migrated. */
final class MigrationFailureAnalyzer extends AbstractFailureAnalyzer<FlywayException> {
    @Override
    protected FailureAnalysis analyze(Throwable failure, FlywayException cause) {
        String root =
                String.valueOf(NestedExceptionUtils.getMostSpecificCause(cause).getMessage());
        return new FailureAnalysis(
                "The tables cannot be created or migrated: "
                        + root.lines().findFirst().orElse(root),
                "Check that PostgreSQL is running where spring.datasource.url says, and that its user may create tables.",
                failure);
    }
}
