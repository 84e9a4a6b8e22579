package io.gatesync.client;

import java.time.Duration;
import java.util.function.Function;

/** What came of a request: an answer, or the word to send the same again. A refusal is a {@link RequestRefusedException}. */
public sealed interface Reply<T> {

    /** The gateway took the request and answered it. */
    record Answered<T>(T body) implements Reply<T> {}

    /**
     * The gateway cannot be reached or has asked to be left alone for a while. Nothing is lost by sending again.
     *
     * @param after how long to wait before
     * @param why in one line
     */
    record SendAgain<T>(Duration after, String why) implements Reply<T> {}

    /** The same with another view of the answer. */
    default <R> Reply<R> map(Function<T, R> view) {
        return switch (this) {
            case Answered<T> answered -> new Answered<>(view.apply(answered.body()));
            case SendAgain<T> later -> new SendAgain<>(later.after(), later.why());
        };
    }
}
