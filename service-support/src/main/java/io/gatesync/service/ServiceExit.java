package io.gatesync.service;

/** How a service ends itself. A bean in every service; tests pass a lambda. */
@FunctionalInterface
public interface ServiceExit {
    /** Begins to end the process with this exit code, and returns at once. */
    void exit(int code);
}
