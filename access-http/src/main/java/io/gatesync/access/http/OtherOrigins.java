package io.gatesync.access.http;

import io.gatesync.service.problem.Problem;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.DefaultCorsProcessor;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;

/** Which web pages of other origins may call the service: those that are set, and by default none. */
final class OtherOrigins {
    private static final Duration PREFLIGHT_LIFE = Duration.ofHours(1);

    private OtherOrigins() {}

    /** A filter that lets these in, and answers others by these problems. */
    static Filter allowed(List<String> origins, AccessProblems problems) {
        CorsConfiguration cors = new CorsConfiguration();
        cors.setAllowedOrigins(origins);
        cors.setAllowedMethods(List.of("GET", "HEAD", "POST", "PUT", "DELETE"));
        cors.setAllowedHeaders(List.of(
                HttpHeaders.AUTHORIZATION,
                HttpHeaders.CONTENT_TYPE,
                HttpHeaders.CONTENT_ENCODING,
                HttpHeaders.IF_NONE_MATCH,
                "Prefer",
                "traceparent"));
        cors.setExposedHeaders(List.of(
                HttpHeaders.ETAG,
                HttpHeaders.LOCATION,
                HttpHeaders.RETRY_AFTER,
                HttpHeaders.WWW_AUTHENTICATE,
                "GateSync-Cursor",
                "Preference-Applied"));
        cors.setMaxAge(PREFLIGHT_LIFE);
        UrlBasedCorsConfigurationSource everywhere = new UrlBasedCorsConfigurationSource();
        everywhere.registerCorsConfiguration("/**", cors);
        CorsFilter filter = new CorsFilter(everywhere);
        filter.setCorsProcessor(new AnswersByProblem(problems));
        return filter;
    }

    /** Spring's own answer is a line of text, and a client reads problems. */
    private static final class AnswersByProblem extends DefaultCorsProcessor {
        private final AccessProblems problems;

        AnswersByProblem(AccessProblems problems) {
            this.problems = problems;
        }

        @Override
        public boolean processRequest(
                @Nullable CorsConfiguration cors, HttpServletRequest request, HttpServletResponse response)
                throws IOException {
            boolean allowed = super.processRequest(cors, request, response);
            if (!allowed) {
                problems.answer(
                        request,
                        response,
                        Problem.stop(HttpStatus.FORBIDDEN, "Pages of this origin may not call this service so."));
            }
            return allowed;
        }

        @Override
        protected void rejectRequest(ServerHttpResponse response) {
            // Answered above.
        }
    }
}
