package io.gatesync.servers;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The servers that this JVM has running. All of them are stopped when it ends, so that none outlives it. */
public final class RunningServers {

    private static final Set<ServerProcess> RUNNING = new HashSet<>();
    private static final List<Runnable> FIRST = new ArrayList<>();
    private static boolean beingStopped;

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(RunningServers::stopAll, "stop-servers"));
    }

    private RunningServers() {}

    /** Runs something when this JVM ends, before the servers that still run by then are stopped. */
    public static void beforeStopping(Runnable stop) {
        synchronized (RUNNING) {
            FIRST.add(stop);
        }
    }

    /** Whether this JVM is about to end, by Ctrl-C for instance, and so stops its servers. */
    public static boolean areBeingStopped() {
        synchronized (RUNNING) {
            return beingStopped;
        }
    }

    /** Starts a process; refuses once this JVM is about to end. */
    static Process start(ServerProcess server, ProcessBuilder builder) throws IOException {
        synchronized (RUNNING) {
            if (beingStopped) {
                throw new ServerFailedException(server.name() + " is not started: everything is being stopped");
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
        List<Runnable> first;
        synchronized (RUNNING) {
            beingStopped = true;
            first = List.copyOf(FIRST);
        }
        first.forEach(Runnable::run);
        for (Optional<ServerProcess> next = last(); next.isPresent(); next = last()) {
            next.get().stop();
        }
    }

    private static Optional<ServerProcess> last() {
        synchronized (RUNNING) {
            Optional<ServerProcess> last = RUNNING.stream().max(Comparator.comparingInt(ServerProcess::startOrder));
            last.ifPresent(RUNNING::remove);
            return last;
        }
    }
}
