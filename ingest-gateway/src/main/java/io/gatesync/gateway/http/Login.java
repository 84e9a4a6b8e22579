package io.gatesync.gateway.http;

import io.gatesync.access.http.LoginProblem;
import io.gatesync.gateway.login.LoginThrottle;
import io.gatesync.gateway.login.PasscodeChecks;
import io.gatesync.gateway.publish.LoginAttempts;
import io.gatesync.service.problem.Problem;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Checks passcodes for both logins, and notes every attempt. */
@Component
final class Login {
    private final LoginThrottle throttle;
    private final PasscodeChecks passcodes;
    private final LoginAttempts attempts;
    private final InstantSource clock;

    Login(LoginThrottle throttle, PasscodeChecks passcodes, LoginAttempts attempts, InstantSource clock) {
        this.throttle = throttle;
        this.passcodes = passcodes;
        this.attempts = attempts;
        this.clock = clock;
    }

    /**
     * Refuses a wrong passcode, and a name that does not exist in the same way.
     *
     * @param throttled by which name failures are counted
     * @param hash of the passcode; empty if there is no such name
     * @throws Problem 401, or 429 if too many were wrong
     */
    void require(LoginNote note, String throttled, String passcode, Optional<String> hash) {
        LoginThrottle.Checked checked = passcodes.inTurn(
                () -> throttle.check(note.address(), throttled, () -> passcodes.matches(passcode, hash)));
        Duration wait = checked.waitFor();
        if (wait != null) {
            throw refused(
                    note,
                    Problem.sendAgainAfter(
                            wait.plusSeconds(1), HttpStatus.TOO_MANY_REQUESTS, "Too many logins have failed."));
        }
        if (!checked.right()) {
            throw refused(note, LoginProblem.wrongPasscode());
        }
    }

    /** Notes that it was refused, and returns why. */
    Problem refused(LoginNote note, Problem problem) {
        attempts.publish(note.became(false, String.valueOf(problem.getBody().getDetail()), clock.instant()));
        return problem;
    }

    /** Notes that it was let in. */
    void letIn(LoginNote note) {
        attempts.publish(note.became(true, "Logged in.", clock.instant()));
    }
}
