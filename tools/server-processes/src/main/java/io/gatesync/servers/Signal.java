package io.gatesync.servers;

import java.io.IOException;
import java.io.UncheckedIOException;

/** The signals by which a server is asked to end in order, or made to pause. */
enum Signal {
    TERM,
    /** PostgreSQL's fast shutdown: {@code TERM} would wait until the last client has gone. */
    INT,
    /** The process pauses, whether it wants to or not. */
    STOP,
    /** A paused process goes on. */
    CONT;

    void send(ProcessHandle process) {
        if (this == TERM) {
            process.destroy();
            return;
        }
        try {
            // The shell's own `kill`: slim containers have no other.
            new ProcessBuilder("/bin/sh", "-c", "kill -s " + name() + " " + process.pid())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
