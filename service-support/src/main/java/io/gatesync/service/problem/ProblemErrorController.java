package io.gatesync.service.problem;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers the errors that the servlet container and filters dispatch to the error path: as problems, like all others. */
@RestController
public final class ProblemErrorController implements ErrorController {
    private final ProblemAdvice advice;

    /** @param advice answers the problems */
    public ProblemErrorController(ProblemAdvice advice) {
        this.advice = advice;
    }

    @RequestMapping("${spring.web.error.path:/error}")
    ResponseEntity<Object> error(HttpServletRequest request) {
        if (request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof IOException broken) {
            // Tomcat answers these itself, whatever was answered before.
            return advice.answer(ProblemAdvice.unreadableBody(broken));
        }
        HttpStatus status = status(request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE));
        String detail = status.getReasonPhrase() + ".";
        return advice.answer(
                Retry.isSendAgain(status.value()) ? Problem.sendAgain(status, detail) : Problem.stop(status, detail));
    }

    /** The status of the error; 404 if there was none, and somebody asks for the error path itself. */
    private static HttpStatus status(Object code) {
        if (!(code instanceof Integer given)) {
            return HttpStatus.NOT_FOUND;
        }
        HttpStatus status = HttpStatus.resolve(given);
        return status == null ? HttpStatus.INTERNAL_SERVER_ERROR : status;
    }
}
