package io.gatesync.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One server as a process of its own on the loopback address. It keeps its data, its log and the note of its process id
 * under one folder, so that it can be stopped, or killed, and started again on the same data.
 *
 * <p>Every process that is still running when this JVM ends is stopped then, the latest started first. Should this JVM
 * be killed, the notes let a later one find and stop what was left running.
 */
public abstract class ServerProcess implements AutoCloseable {

    /** Generous: a start that fails is noticed at once, and a busy machine is no failure. */
    protected static final Duration START_GRACE = Duration.ofMinutes(5);

    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration KILL_GRACE = Duration.ofSeconds(10);
    private static final int LOG_LINES_IN_ERRORS = 20;

    private final String name;
    private final int startOrder;
    private final Path folder;
    private final List<Port> ports;
    private final Duration startGrace;
    private final Duration stopGrace;
    private volatile Process process;
    private volatile boolean stopRequested;

    /**
     * A port that the server listens on.
     *
     * @param number the port
     * @param option how the operator chooses another
     */
    public record Port(int number, String option) {}

    /**
     * Describes a server; nothing runs yet.
     *
     * @param name what the operator calls it, unique in its folder
     * @param startOrder servers with higher numbers use those with lower ones, and are stopped before them
     * @param folder holds its data, its log and the note of its process id
     * @param ports that it listens on
     * @param startGrace how long it may take to answer
     * @param stopGrace how long it may take to stop before it is killed
     */
    protected ServerProcess(
            String name, int startOrder, Path folder, List<Port> ports, Duration startGrace, Duration stopGrace) {
        this.name = name;
        this.startOrder = startOrder;
        this.folder = folder.toAbsolutePath().normalize();
        this.ports = List.copyOf(ports);
        this.startGrace = startGrace;
        this.stopGrace = stopGrace;
    }

    /** Does what has to be done once, or before each start, such as laying out an empty data folder. */
    protected void prepare() throws IOException {}

    /** The command that becomes the server; it names {@link #folder()} so that its process can be recognised. */
    protected abstract List<String> command() throws IOException;

    protected Map<String, String> environment() {
        return Map.of();
    }

    /** Whether the server does its work already. */
    protected abstract boolean answers();

    StopSignal stopSignal() {
        return StopSignal.TERM;
    }

    /**
     * Starts the server and waits until it answers.
     *
     * @throws ServerFailedException when a port is taken, the process ends, or it does not answer in time
     */
    public final synchronized void start() {
        if (isRunning()) {
            return;
        }
        stopRequested = false;
        try {
            Files.createDirectories(logFile().getParent());
            PidFile.of(folder, name).stopOrphan(stopGrace);
            refuseTakenPorts();
            prepare();
            spawn();
            awaitAnswer();
        } catch (IOException e) {
            throw new ServerFailedException(name() + " could not be started: " + e.getMessage(), e);
        }
    }

    /**
     * Makes sure that the ports can be had.
     *
     * @throws ServerFailedException naming the first that cannot, and the option for another
     */
    public final void refuseTakenPorts() {
        ports.forEach(this::refuseIfTaken);
    }

    private void refuseIfTaken(Port port) {
        if (Ports.isTaken(port.number())) {
            throw new ServerFailedException(
                    "Port %d for %s is taken by another program: stop that, or choose another with %s"
                            .formatted(port.number(), name(), port.option()));
        }
    }

    private void spawn() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(NewSession.command(command()))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectInput(Command.NO_INPUT)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(logFile().toFile()));
        builder.environment().putAll(environment());
        refuseIfStopped();
        process = RunningServers.start(this, builder);
        PidFile.of(folder, name).write(process.toHandle(), stopSignal(), startOrder);
    }

    private void refuseIfStopped() {
        if (stopRequested) {
            throw new ServerFailedException(name() + " was stopped while it was starting");
        }
    }

    private void awaitAnswer() {
        long deadline = System.nanoTime() + startGrace.toNanos();
        while (!answers()) {
            if (!process.isAlive()) {
                forget();
                refuseIfStopped();
                throw new ServerFailedException("%s ended while starting, with exit code %d.%n%s"
                        .formatted(name(), process.exitValue(), lastLogLines()));
            }
            if (System.nanoTime() > deadline) {
                end();
                throw new ServerFailedException("%s did not answer within %d s, and was stopped.%n%s"
                        .formatted(name(), startGrace.toSeconds(), lastLogLines()));
            }
            try {
                process.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                end();
                Thread.currentThread().interrupt();
                throw new ServerFailedException("The start of " + name() + " was interrupted", e);
            }
        }
    }

    /**
     * Stops the server in order; kills it when it does not end within its grace. A start that is under way on another
     * thread fails.
     */
    public final void stop() {
        stopRequested = true;
        if (isRunning()) {
            stopSignal().send(process.toHandle());
        }
        synchronized (this) {
            if (isRunning() && !endedWithin(stopGrace)) {
                killTree();
            }
            forget();
        }
    }

    /**
     * Ends the server at once, as a crash would ({@code SIGKILL}); its data stay as they are. A start that is under way
     * on another thread fails.
     */
    public final void kill() {
        stopRequested = true;
        end();
    }

    private void end() {
        if (isRunning()) {
            killTree();
        }
        synchronized (this) {
            forget();
        }
    }

    /** Same as {@link #stop()}. */
    @Override
    public final void close() {
        stop();
    }

    private void killTree() {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
        if (!endedWithin(KILL_GRACE)) {
            throw new ServerFailedException(
                    name() + " (process " + process.pid() + ") does not end, not even by SIGKILL");
        }
        children.forEach(child -> await(child.onExit()));
    }

    private boolean endedWithin(Duration grace) {
        return await(process.onExit(), grace);
    }

    private static void await(CompletableFuture<?> exit) {
        await(exit, KILL_GRACE);
    }

    private static boolean await(CompletableFuture<?> exit, Duration grace) {
        // An interrupt must not leave a server behind: it is kept for the caller, after the end.
        boolean interrupted = false;
        long deadline = System.nanoTime() + grace.toNanos();
        try {
            while (true) {
                try {
                    exit.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                    return true;
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (TimeoutException e) {
                    return false;
                } catch (java.util.concurrent.ExecutionException e) {
                    throw new IllegalStateException(e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void forget() {
        PidFile.of(folder, name).delete();
        RunningServers.remove(this);
    }

    /** Whether the process lives; a killed or crashed server does not. */
    public final boolean isRunning() {
        return process != null && process.isAlive();
    }

    /** Whether the latest end was asked for by {@link #stop()} or {@link #kill()}, and not the server's own doing. */
    public final boolean wasStopped() {
        return stopRequested;
    }

    /** Completes with the exit code when the process that was started last ends, for whatever reason. */
    public final CompletableFuture<Integer> onExit() {
        return process.onExit().thenApply(Process::exitValue);
    }

    /** The id of the process that was started last. */
    public final long pid() {
        if (process == null) {
            throw new IllegalStateException(name() + " was not started");
        }
        return process.pid();
    }

    /** What the operator calls this server, such as {@code kafka}. */
    public final String name() {
        return name;
    }

    final int startOrder() {
        return startOrder;
    }

    /** Where the server's output goes; a restart appends. */
    public final Path logFile() {
        return folder.resolve("logs").resolve(name() + ".log");
    }

    /** The folder of the whole stack; the server's own data lie in a folder of its name below it. */
    protected final Path folder() {
        return folder;
    }

    final Path dataFolder() {
        return folder.resolve(name());
    }

    private String lastLogLines() {
        try {
            List<String> lines = Files.readAllLines(logFile());
            List<String> last = lines.subList(Math.max(0, lines.size() - LOG_LINES_IN_ERRORS), lines.size());
            return "The end of " + logFile() + ":\n  " + String.join("\n  ", last);
        } catch (IOException e) {
            throw new UncheckedIOException("Its log cannot be read", e);
        }
    }

    @Override
    public final String toString() {
        return name();
    }
}
