package io.gatesync.guarantees;

/**
 * Something that must hold whatever crashes. It watches a run and can be asked at any time, and again after it has seen
 * more.
 *
 * <p>The Javadoc of each guarantee says which sequences are valid and which are not; a test shows both.
 */
public interface Guarantee {

    /** Whether it holds of everything that was shown so far. */
    Finding finding();
}
