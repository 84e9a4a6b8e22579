package io.gatesync.service.events;

/** What stands in a topic is not known right now, and a question cannot be answered without it. */
public final class NotReadException extends RuntimeException {
    private final String what;

    NotReadException(String what, String message) {
        super(message);
        this.what = what;
    }

    /** What is not known, in the plural, such as {@code devices}. */
    public String what() {
        return what;
    }
}
