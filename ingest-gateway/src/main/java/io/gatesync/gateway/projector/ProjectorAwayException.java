package io.gatesync.gateway.projector;

/** The status-projector does not answer, or does not show yet what Kafka has; asking again later is right. */
public final class ProjectorAwayException extends RuntimeException {
    ProjectorAwayException(String message) {
        super(message);
    }

    ProjectorAwayException(String message, Throwable cause) {
        super(message, cause);
    }
}
