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
     * @param logInFirst whether the gateway does not know who asks: there was no token, or it has expired
     */
    record SendAgain<T>(Duration after, String why, boolean logInFirst) implements Reply<T> {

        /** To be sent again as it was. */
        public SendAgain(Duration after, String why) {
            this(after, why, false);
        }

        /** The same reason, for a request with another answer. */
        <R> SendAgain<R> forAnother() {
            return new SendAgain<>(after, why, logInFirst);
        }
    }

    /** The same reply with another form of the answer. */
    default <R> Reply<R> map(Function<T, R> view) {
        return switch (this) {
            case Answered<T>(T body) -> new Answered<>(view.apply(body));
            case SendAgain<T> later -> later.forAnother();
        };
    }
}
