package io.gatesync.testing;

/** Runs the servers. Each method needs the server that it concerns to have been started. */
sealed interface Backend extends AutoCloseable permits LocalProcesses, Containers {

    /** Starts a server and waits until it answers. */
    void start(Server server);

    String bootstrapServers();

    String registryUrl();

    /** Creates an empty database. */
    Database newDatabase();

    @Override
    void close();
}
