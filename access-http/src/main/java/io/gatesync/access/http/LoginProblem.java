package io.gatesync.access.http;

import io.gatesync.service.problem.Problem;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/** The answers to who has not proved who he is, or may not do what he asks for. */
public final class LoginProblem {
    private static final String BEARER = "Bearer realm=\"gatesync\"";
    private static final String INVALID = BEARER + ", error=\"invalid_token\"";

    private LoginProblem() {}

    /** 401: no token came. */
    public static Problem noToken() {
        return logIn(BEARER, "This needs a token. Log in, and send the same again with it.");
    }

    /** 401: a token came that is none, or has expired. Which one, and why, is not told. */
    public static Problem invalidToken() {
        return logIn(
                INVALID, "The token is not valid, or not any more. Log in, and send the same again with the new one.");
    }

    /** 401: the token was right, until another phone became the device that it names. */
    public static Problem takenOver() {
        return logIn(INVALID, "Another phone has taken over this device. Log in, and send the same again.");
    }

    /** 401: the passcode is wrong, or there is nobody by this name. */
    public static Problem wrongPasscode() {
        Problem problem = Problem.stop(HttpStatus.UNAUTHORIZED, "The passcode does not fit.");
        problem.getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, BEARER);
        return problem;
    }

    /** 403: the caller is known, and may not do this. */
    public static Problem notAllowed() {
        return Problem.stop(
                HttpStatus.FORBIDDEN, "The token is not for this: another role, event or device is needed.");
    }

    private static Problem logIn(String challenge, String detail) {
        // A client that is told to stop may throw away what it sent; this member tells it to keep it.
        Problem problem = Problem.stop(HttpStatus.UNAUTHORIZED, detail).with("login", true);
        problem.getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, challenge);
        return problem;
    }
}
