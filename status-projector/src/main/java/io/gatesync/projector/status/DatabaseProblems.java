package io.gatesync.projector.status;

import io.gatesync.service.problem.Problem;
import io.gatesync.service.problem.ProblemTranslator;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** While the database is away, a client should ask again later. */
@Component
class DatabaseProblems implements ProblemTranslator {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseProblems.class);

    @Override
    public Optional<Problem> problemOf(Exception failure) {
        return switch (failure) {
            case DataAccessResourceFailureException away -> Optional.of(databaseAway(away));
            case TransientDataAccessException away -> Optional.of(databaseAway(away));
            case RecoverableDataAccessException away -> Optional.of(databaseAway(away));
            default -> Optional.empty();
        };
    }

    private static Problem databaseAway(Exception failure) {
        LOG.debug("The database does not answer a read", failure);
        return Problem.sendAgain(HttpStatus.SERVICE_UNAVAILABLE, "The database does not answer.");
    }
}
