package io.gatesync.service.problem;

import java.util.Optional;

/** Tells which problem a service's own exceptions are. A service has a bean of this type where it has such exceptions. */
@FunctionalInterface
public interface ProblemTranslator {
    /** The problem to answer; empty for an exception that is not expected, which is answered 500 and logged as a bug. */
    Optional<Problem> problemOf(Exception failure);
}
