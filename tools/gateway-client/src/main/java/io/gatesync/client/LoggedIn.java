package io.gatesync.client;

import io.gatesync.client.Reply.Answered;
import io.gatesync.client.Reply.SendAgain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A caller of the gateway that stays logged in: it logs in before its first request, and again whenever the gateway asks for it;
 * then it sends the same again. Many threads may share one.
 */
public final class LoggedIn {

    private static final Duration REFUSED_TOKEN_PAUSE = Duration.ofSeconds(1);

    private final Gateway gateway;
    private final Function<Gateway, Reply<Session>> login;
    private @Nullable Session session;

    private LoggedIn(Gateway gateway, Function<Gateway, Reply<Session>> login) {
        this.gateway = gateway;
        this.login = login;
    }

    /** A device of an event, on a phone of its own. */
    public static LoggedIn device(Gateway gateway, String eventId, String passcode, String deviceId) {
        String installation = UUID.randomUUID().toString();
        return new LoggedIn(gateway, unknown -> unknown.login(eventId, passcode, deviceId, installation));
    }

    /** An organiser, or the lead of an event. */
    public static LoggedIn account(Gateway gateway, String name, String passcode) {
        return new LoggedIn(gateway, unknown -> unknown.loginAccount(name, passcode));
    }

    /**
     * An organiser or a lead whose passcode stands in a file, as {@code ./gatesync up} makes one.
     *
     * @throws UncheckedIOException if it cannot be read
     */
    public static LoggedIn account(Gateway gateway, String name, Path passcodeFile) {
        try {
            return account(gateway, name, Files.readString(passcodeFile).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Logs in, unless it has a session. */
    public synchronized Reply<Session> session() {
        if (session != null) {
            return new Answered<>(session);
        }
        Reply<Session> reply = login.apply(gateway);
        if (reply instanceof Answered<Session>(Session given)) {
            session = given;
        }
        return reply;
    }

    private synchronized void forget(Session refused) {
        if (refused.equals(session)) {
            session = null;
        }
    }

    /**
     * Sends a request.
     *
     * @param request is given the gateway to send it to, with the session
     */
    public <T> Reply<T> send(Function<Gateway, Reply<T>> request) {
        return sendIn(session -> request.apply(gateway.as(session)));
    }

    /**
     * Sends a request that carries the token of the session in its body, as an app does that knows no {@code Authorization}.
     *
     * @param request is given the session
     */
    public <T> Reply<T> sendIn(Function<Session, Reply<T>> request) {
        Reply<T> reply = sendOnce(request);
        if (!saysLogIn(reply)) {
            return reply;
        }
        // Only once more: a gateway that does not take the token that it has just given is asked again later.
        reply = sendOnce(request);
        return saysLogIn(reply) ? new SendAgain<>(REFUSED_TOKEN_PAUSE, "The gateway refuses its own token") : reply;
    }

    private static boolean saysLogIn(Reply<?> reply) {
        return reply instanceof SendAgain<?> later && later.logInFirst();
    }

    private <T> Reply<T> sendOnce(Function<Session, Reply<T>> request) {
        return switch (session()) {
            case Answered<Session>(Session current) -> {
                Reply<T> reply = request.apply(current);
                if (saysLogIn(reply)) {
                    forget(current);
                }
                yield reply;
            }
            case SendAgain<Session> later -> later.forAnother();
        };
    }
}
