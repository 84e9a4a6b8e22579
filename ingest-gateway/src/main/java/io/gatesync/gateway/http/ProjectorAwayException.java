package io.gatesync.gateway.http;

/** The status-projector does not answer; the same request is right a little later. */
final class ProjectorAwayException extends RuntimeException {
    ProjectorAwayException(Throwable cause) {
        super("The status is not available right now.", cause);
    }
}
