package io.gatesync.servers;

import java.io.IOException;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** The servers that this JVM has running, so that none outlives it. */
final class RunningServers {

    private static final Set<ServerProcess> RUNNING = new HashSet<>();
    private static boolean ending;

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(RunningServers::stopAll, "stop-servers"));
    }

    private RunningServers() {}

    /** Starts a process; refuses once this JVM is about to end. */
    static Process start(ServerProcess server, ProcessBuilder builder) throws IOException {
        synchronized (RUNNING) {
            if (ending) {
                throw new ServerFailedException(
                        server.name() + " is not started any more: everything is being stopped");
            }
            Process process = builder.start();
            RUNNING.add(server);
            return process;
        }
    }

    static void remove(ServerProcess server) {
        synchronized (RUNNING) {
            RUNNING.remove(server);
        }
    }

    private static void stopAll() {
        for (Optional<ServerProcess> next = next(); next.isPresent(); next = next()) {
            next.get().stop();
        }
    }

    private static Optional<ServerProcess> next() {
        synchronized (RUNNING) {
            ending = true;
            Optional<ServerProcess> next = RUNNING.stream().max(Comparator.comparingInt(ServerProcess::startOrder));
            next.ifPresent(RUNNING::remove);
            return next;
        }
    }
}
