package io.gatesync.access.http;

import io.gatesync.service.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Answers what Spring Security refuses: as problems, like all others. */
final class AccessProblems implements AuthenticationEntryPoint, AccessDeniedHandler {
    private static final Logger LOG = LoggerFactory.getLogger(AccessProblems.class);

    private final HandlerExceptionResolver answers;

    AccessProblems(HandlerExceptionResolver answers) {
        this.answers = answers;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        answer(request, response, problemOf(failure));
    }

    private static Problem problemOf(AuthenticationException failure) {
        if (failure instanceof IssuerAwayException) {
            LOG.warn("A request is answered 503 and may be sent again: {}", failure.getMessage());
            return Problem.sendAgain(HttpStatus.SERVICE_UNAVAILABLE, "The token cannot be checked right now.");
        }
        return failure instanceof OAuth2AuthenticationException ? LoginProblem.invalidToken() : LoginProblem.noToken();
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException failure)
            throws IOException {
        answer(request, response, LoginProblem.notAllowed());
    }

    void answer(HttpServletRequest request, HttpServletResponse response, Problem problem) throws IOException {
        if (answers.resolveException(request, response, null, problem) == null) {
            response.sendError(problem.getStatusCode().value());
        }
    }
}
