package io.gatesync.access.http;

import io.gatesync.access.Caller;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpMethod;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** Who may call what of a service. What no rule names is refused to everybody. */
public final class AccessRules {
    private final List<RequestMatcher> open = new ArrayList<>();
    private final List<RequestMatcher> tokenInBody = new ArrayList<>();
    private final List<Rule> rules = new ArrayList<>();

    private final List<Page> pages = new ArrayList<>();

    record Page(RequestMatcher requests, String policy) {}

    record Rule(RequestMatcher requests, Requirement requirement) {}

    /** Whether a caller may send a request. */
    @FunctionalInterface
    public interface Requirement {
        /** Whether this caller may send this request. */
        boolean allows(Caller caller, RequestAuthorizationContext request);
    }

    /** These requests need no token, and one that they bring is not looked at. */
    public AccessRules open(HttpMethod method, String... paths) {
        open.addAll(matchers(method, paths));
        return this;
    }

    /**
     * Pages that anybody may read, and their files.
     *
     * @param policy their Content-Security-Policy; all other answers are no pages, and may load nothing
     */
    public AccessRules page(String policy, String... paths) {
        open(HttpMethod.GET, paths);
        matchers(HttpMethod.GET, paths).forEach(requests -> pages.add(new Page(requests, policy)));
        return this;
    }

    /** These requests may bring their token in the body: who handles them asks, and refuses. One in their header has to be right. */
    public AccessRules tokenMayBeInBody(HttpMethod method, String... paths) {
        tokenInBody.addAll(matchers(method, paths));
        return this;
    }

    /** These requests need a token of somebody who may. A rule for GET is for HEAD, too. */
    public AccessRules allow(HttpMethod method, Requirement requirement, String... paths) {
        matchers(method, paths).forEach(requests -> rules.add(new Rule(requests, requirement)));
        return this;
    }

    private static List<RequestMatcher> matchers(HttpMethod method, String... paths) {
        List<RequestMatcher> matchers = new ArrayList<>();
        PathPatternRequestMatcher.Builder builder = PathPatternRequestMatcher.withDefaults();
        for (String path : paths) {
            matchers.add(builder.matcher(method, path));
            if (HttpMethod.GET.equals(method)) {
                matchers.add(builder.matcher(HttpMethod.HEAD, path));
            }
        }
        return matchers;
    }

    /** A variable of the request's path. */
    public static String variable(RequestAuthorizationContext request, String name) {
        Map<String, String> variables = request.getVariables();
        String value = variables.get(name);
        if (value == null) {
            throw new IllegalStateException("The path of this rule has no variable " + name);
        }
        return value;
    }

    /** How a request brings its token. */
    public enum TokenPlace {
        NONE_NEEDED,
        HEADER_OR_BODY,
        HEADER
    }

    /** How a request has to bring its token. */
    public TokenPlace tokenPlace(HttpServletRequest request) {
        if (open.stream().anyMatch(matcher -> matcher.matches(request))) {
            return TokenPlace.NONE_NEEDED;
        }
        return tokenInBody.stream().anyMatch(matcher -> matcher.matches(request))
                ? TokenPlace.HEADER_OR_BODY
                : TokenPlace.HEADER;
    }

    List<RequestMatcher> openRequests() {
        return List.copyOf(open);
    }

    List<Page> pages() {
        return List.copyOf(pages);
    }

    List<RequestMatcher> tokenInBodyRequests() {
        return List.copyOf(tokenInBody);
    }

    List<Rule> rules() {
        return List.copyOf(rules);
    }
}
