package io.gatesync.testing;

/** Where the servers run. Each method may be called once {@link #start} has returned for the server it concerns. */
sealed interface Backend extends AutoCloseable permits LocalProcesses, Containers {

    /** Starts a server and waits until it answers. */
    void start(Server server);

    String bootstrapServers();

    String registryUrl();

    /** Makes an empty database. */
    Database newDatabase();

    @Override
    void close();
}
