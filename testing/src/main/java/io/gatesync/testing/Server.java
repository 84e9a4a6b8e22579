package io.gatesync.testing;

/** A server that a test can ask for. */
public enum Server {
    KAFKA,
    REGISTRY,
    POSTGRES
}
