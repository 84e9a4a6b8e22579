package io.gatesync.client;

import java.time.Duration;
import java.util.function.Function;

/**
 * The result of a request: an answer, or the reason to send the same again. A refusal is a {@link RequestRefusedException}.
 */
public sealed interface Reply<T> {

    /** The gateway took the request and answered it. */
    record Answered<T>(T body) implements Reply<T> {}

    /**
     * The gateway did not answer, or asked to send the same again later. Sending again does no harm.
     *
     * @param after how long to wait before that
     * @param why in one line, for people
     */
    record SendAgain<T>(Duration after, String why) implements Reply<T> {}

    /** The same reply with another form of the answer. */
    default <R> Reply<R> map(Function<T, R> view) {
        return switch (this) {
            case Answered<T>(T body) -> new Answered<>(view.apply(body));
            case SendAgain<T>(Duration after, String why) -> new SendAgain<>(after, why);
        };
    }
}
