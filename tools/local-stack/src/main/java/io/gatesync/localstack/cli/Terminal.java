package io.gatesync.localstack.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * What the operator sees: lines that stay and, below them, one that says what is being waited for. In a file or a pipe,
 * that one becomes a new line every ten seconds.
 */
final class Terminal implements AutoCloseable {

    private static final Duration REDRAW = Duration.ofMillis(120);
    private static final Duration REMIND = Duration.ofSeconds(10);
    private static final String SPINNER = "|/-\\";
    private static final String CLEAR_LINE = "\r\u001b[K";

    private final PrintWriter out;
    private final boolean interactive;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().factory());
    private final ScheduledFuture<?> ticking;
    private String waitingFor = "";
    private long waitingSince;
    private int turns;

    Terminal(PrintWriter out, boolean interactive) {
        this.out = out;
        this.interactive = interactive;
        Duration period = interactive ? REDRAW : REMIND;
        ticking = clock.scheduleAtFixedRate(this::turn, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The script knows whether its output is a terminal; Java up to 21 cannot tell. */
    static Terminal of(PrintWriter out) {
        return new Terminal(out, Boolean.getBoolean("gatesync.terminal"));
    }

    /** Prints a line that stays. */
    synchronized void line(String text) {
        erase();
        out.println(text);
        draw();
    }

    /** Says what is being waited for; nothing if empty. */
    synchronized void waitingFor(String what) {
        if (waitingFor.isEmpty()) {
            waitingSince = System.nanoTime();
        }
        waitingFor = what;
        erase();
        draw();
    }

    private synchronized void turn() {
        if (waitingFor.isEmpty()) {
            return;
        }
        if (interactive) {
            turns++;
            erase();
            draw();
        } else {
            out.println("  waiting for %s (%d s)".formatted(waitingFor, waitedSeconds()));
            out.flush();
        }
    }

    private long waitedSeconds() {
        return Duration.ofNanos(System.nanoTime() - waitingSince).toSeconds();
    }

    private void erase() {
        if (interactive) {
            out.print(CLEAR_LINE);
        }
    }

    private void draw() {
        if (interactive && !waitingFor.isEmpty()) {
            char turned = SPINNER.charAt(turns % SPINNER.length());
            out.print("  %c %s (%d s)".formatted(turned, waitingFor, waitedSeconds()));
        }
        out.flush();
    }

    @Override
    public synchronized void close() {
        ticking.cancel(false);
        clock.shutdown();
        erase();
        out.flush();
    }
}
