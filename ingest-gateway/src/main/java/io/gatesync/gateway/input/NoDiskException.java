package io.gatesync.gateway.input;

import java.io.IOException;
import java.io.UncheckedIOException;

/** The gateway's own disk does not take or give back what is kept on it while a list is loaded; nothing was loaded. */
public final class NoDiskException extends UncheckedIOException {
    public NoDiskException(IOException cause) {
        super(String.valueOf(cause.getMessage()), cause);
    }
}
