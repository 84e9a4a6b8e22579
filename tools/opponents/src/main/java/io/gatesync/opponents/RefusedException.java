package io.gatesync.opponents;

/** A request that will not be taken, and why. */
final class RefusedException extends Exception {

    private static final long serialVersionUID = 1;

    private final int status;

    RefusedException(int status, String why) {
        super(why);
        this.status = status;
    }

    int status() {
        return status;
    }
}
