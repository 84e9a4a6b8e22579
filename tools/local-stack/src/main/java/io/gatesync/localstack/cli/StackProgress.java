package io.gatesync.localstack.cli;

import io.gatesync.localstack.Part;
import io.gatesync.localstack.StackListener;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Shows the operator each step of the start and the stop. */
final class StackProgress implements StackListener {

    private final Terminal terminal;
    private final Set<Part> starting = EnumSet.noneOf(Part.class);

    StackProgress(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public synchronized void starting(Part part) {
        starting.add(part);
        showStarting();
    }

    @Override
    public synchronized void started(Part part, Duration took) {
        starting.remove(part);
        terminal.line(done(part.toString(), "ready", took));
        showStarting();
    }

    /** Why is said by who starts it again. */
    @Override
    public synchronized void failed(Part part, RuntimeException failure) {
        starting.remove(part);
        showStarting();
    }

    @Override
    public void provisioned(Duration took) {
        terminal.line(done("set-up", "topics and schemas ready", took));
    }

    @Override
    public synchronized void stopping(Part part) {
        starting.clear();
        terminal.waitingFor("");
        terminal.line("  stopping " + part);
    }

    private void showStarting() {
        terminal.waitingFor(starting.stream().map(Part::toString).collect(Collectors.joining(", ")));
    }

    static String done(String what, String state, Duration took) {
        return String.format(Locale.ROOT, "  %-11s%s after %.1f s", what, state, took.toMillis() / 1_000.0);
    }
}
