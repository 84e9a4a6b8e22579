package io.gatesync.localstack;

import java.time.Duration;

/** Hears how far the start or the stop of a stack has come; from any thread. */
public interface StackListener {

    /** Hears nothing. */
    StackListener NONE = new StackListener() {};

    default void starting(Part part) {}

    default void started(Part part, Duration took) {}

    /** The topics and schemas are as this build declares them. */
    default void provisioned(Duration took) {}

    default void stopping(Part part) {}
}
