package io.gatesync.access.http;

/** Keys or accounts are missing or wrong; the service does not start. */
public final class AccessSettingsException extends RuntimeException {
    public AccessSettingsException(String message) {
        super(message);
    }
}
