package io.gatesync.service;

/** The work of a service cannot go on, for a reason that its message tells the operator; no stack trace is needed. */
public class WorkEndedException extends RuntimeException {
    /** @param message what is wrong and what to do about it, in a sentence or two */
    public WorkEndedException(String message) {
        super(message);
    }
}
