package io.gatesync.servers;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.Charset;
import java.util.List;

/** A short command that is run to its end, such as {@code chown}. */
public record Command(List<String> words) {

    /** Nothing to read: what a command or server gets in place of this JVM's standard input. */
    private static final Redirect NO_INPUT = Redirect.from(new File("/dev/null"));

    /** Whether the command ends with exit code 0; false, too, where the program is missing. */
    public boolean succeeds() {
        try {
            return run().exitCode() == 0;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    /**
     * Runs the command and waits for its end.
     *
     * @throws UncheckedIOException if it cannot be started
     */
    public Result run() {
        try {
            Process process = new ProcessBuilder(words)
                    .redirectErrorStream(true)
                    .redirectInput(NO_INPUT)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), Charset.defaultCharset());
            return new Result(process.waitFor(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerFailedException("Interrupted while running " + words.get(0), e);
        }
    }

    /** How a command ended, with all that it printed. */
    public record Result(int exitCode, String output) {}
}
