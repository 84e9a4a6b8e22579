package io.gatesync.localstack;

import java.time.Duration;

/** Is told of each step of a stack's start and stop, on any thread. */
public interface StackListener {

    /** Ignores everything. */
    StackListener NONE = new StackListener() {};

    default void starting(Part part) {}

    default void started(Part part, Duration took) {}

    /** The part could not be started; the stack goes on without it. */
    default void failed(Part part, RuntimeException failure) {}

    /** The topics and schemas are as this build declares them. */
    default void provisioned(Duration took) {}

    default void stopping(Part part) {}
}
