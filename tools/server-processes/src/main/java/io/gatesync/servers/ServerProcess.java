package io.gatesync.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One server as a process of its own on the loopback address. It keeps its data, its log and the note of its process id
 * under one folder, so that it can be stopped or killed, and started again on the same data.
 *
 * <p>When this JVM ends, it stops every server that still runs, first those that use the others. If this JVM is killed,
 * its servers go on; the notes let a later JVM find and stop them.
 */
public abstract class ServerProcess implements AutoCloseable {

    /** Generous, because a busy machine is slow and a process that ends is noticed at once. */
    protected static final Duration START_GRACE = Duration.ofMinutes(5);

    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration KILL_GRACE = Duration.ofSeconds(10);
    private static final int LOG_LINES_IN_ERRORS = 20;

    private final String name;
    private final int startOrder;
    private final Path folder;
    private final List<Port> ports;
    private final Duration startGrace;
    private volatile Duration stopGrace;
    private volatile boolean inBackground;
    private volatile @Nullable Process process;
    private volatile boolean stopRequested;

    /**
     * A port that the server listens on.
     *
     * @param name what the operator calls it, such as {@code kafka-controller}
     */
    public record Port(String name, int number) {}

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

    /**
     * Prepares a start, such as by an empty data folder, and returns the command that becomes the server. The command
     * names {@link #folder()}, so that its process can be recognised.
     */
    protected abstract List<String> command() throws IOException;

    /** Environment variables of the server, besides those of this JVM. */
    protected Map<String, String> environment() {
        return Map.of();
    }

    /** Whether the server is ready for work now. */
    protected abstract boolean answers();

    Signal stopSignal() {
        return Signal.TERM;
    }

    /**
     * Starts the server and waits until it answers.
     *
     * @throws PortTakenException if another program listens on one of its ports
     * @throws ServerFailedException if the process ends, or does not answer in time
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
            spawn();
            awaitAnswer();
        } catch (IOException e) {
            throw new ServerFailedException(name() + " could not be started: " + e.getMessage(), e);
        }
    }

    /**
     * Makes sure that nobody listens on the ports.
     *
     * @throws PortTakenException for the first port on which somebody does
     */
    public final void refuseTakenPorts() {
        for (Port port : ports) {
            if (Ports.isTaken(port.number())) {
                throw new PortTakenException(port);
            }
        }
    }

    /**
     * Lets the server work only while nothing else wants the processor; from its next start.
     *
     * @param grace how long it may take to stop before it is killed
     */
    public final void runInBackground(Duration grace) {
        stopGrace = grace;
        inBackground = true;
    }

    private void spawn() throws IOException {
        List<String> gated = StartGate.command(command());
        ProcessBuilder builder = new ProcessBuilder(
                        NewSession.command(inBackground ? LowPriority.command(gated) : gated))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(logFile().toFile()));
        builder.environment().putAll(environment());
        refuseIfStopped();
        Process started = RunningServers.start(this, builder);
        process = started;
        PidFile.of(folder, name).write(started.toHandle(), stopSignal(), startOrder);
        StartGate.open(started);
    }

    private void refuseIfStopped() {
        if (stopRequested) {
            throw new ServerFailedException(name() + " was stopped while it was starting");
        }
    }

    private void awaitAnswer() {
        Process process = process();
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
     * Asks the server to end, and kills it if it does not within its grace. A start that is under way on another thread
     * fails.
     */
    public final void stop() {
        stopRequested = true;
        Process signalled = process;
        if (isRunning()) {
            stopSignal().send(process().toHandle());
        }
        synchronized (this) {
            // A start that began before this block has reset the request, and has started another process.
            stopRequested = true;
            if (isRunning()) {
                if (!Objects.equals(process, signalled)) {
                    stopSignal().send(process().toHandle());
                }
                if (!endedWithin(stopGrace)) {
                    killTree();
                }
            }
            forget();
        }
    }

    /**
     * Ends the server at once, as a crash would ({@code SIGKILL}), and leaves its data as they are. A start that is under
     * way on another thread fails.
     */
    public final void kill() {
        stopRequested = true;
        if (isRunning()) {
            killTree();
        }
        synchronized (this) {
            // As in stop().
            stopRequested = true;
            end();
        }
    }

    /**
     * Stops the server's work at once and keeps its process, its connections and its memory ({@code SIGSTOP}): as a machine does
     * that swaps, or whose host moves it.
     */
    public final void freeze() {
        Signal.STOP.send(process().toHandle());
    }

    /** Lets a frozen server go on where it was ({@code SIGCONT}). */
    public final void thaw() {
        Signal.CONT.send(process().toHandle());
    }

    private void end() {
        if (isRunning()) {
            killTree();
        }
        forget();
    }

    /** Same as {@link #stop()}. */
    @Override
    public final void close() {
        stop();
    }

    private void killTree() {
        Process process = process();
        List<ProcessHandle> children = process.descendants().toList();
        process.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
        if (!endedWithin(KILL_GRACE)) {
            throw new ServerFailedException("%s (process %d) still runs %d s after it was killed with SIGKILL"
                    .formatted(name(), process.pid(), KILL_GRACE.toSeconds()));
        }
        children.forEach(child -> ProcessEnd.within(KILL_GRACE, child));
    }

    private boolean endedWithin(Duration grace) {
        return ProcessEnd.within(grace, process());
    }

    private void forget() {
        PidFile.of(folder, name).delete();
        RunningServers.remove(this);
    }

    /** Whether the process runs; that of a killed or crashed server does not. */
    public final boolean isRunning() {
        Process last = process;
        return last != null && last.isAlive();
    }

    /** Whether {@link #stop()} or {@link #kill()} was called since the last start; if not, the server ended by itself. */
    public final boolean wasStopped() {
        return stopRequested;
    }

    /** Completes with the exit code when the process that was started last ends, for whatever reason. */
    public final CompletableFuture<Integer> onExit() {
        return ProcessEnd.exitCode(process());
    }

    /** The id of the process that was started last. */
    public final long pid() {
        return process().pid();
    }

    /** The process that was started last. */
    private Process process() {
        Process last = process;
        if (last == null) {
            throw new IllegalStateException(name() + " was not started");
        }
        return last;
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

    /** The folder that several servers may share; this one's data are in the folder of its name below it. */
    protected final Path folder() {
        return folder;
    }

    final Path dataFolder() {
        return folder.resolve(name());
    }

    private String lastLogLines() {
        try {
            List<String> lines = new String(Files.readAllBytes(logFile()), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            List<String> last = lines.subList(Math.max(0, lines.size() - LOG_LINES_IN_ERRORS), lines.size());
            return "The end of " + logFile() + ":\n  " + String.join("\n  ", last);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + logFile(), e);
        }
    }

    @Override
    public final String toString() {
        return name();
    }
}
