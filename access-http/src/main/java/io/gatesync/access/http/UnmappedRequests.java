package io.gatesync.access.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;

/**
 * Requests that nothing in the service handles: an unknown path, or a wrong method. Their answer, 404 or 405, tells nobody more than
 * the documentation does, and a device with a mistyped address has to see it.
 */
final class UnmappedRequests implements RequestMatcher {
    private final ObjectProvider<HandlerMapping> mappings;

    UnmappedRequests(ObjectProvider<HandlerMapping> mappings) {
        this.mappings = mappings;
    }

    @Override
    public boolean matches(HttpServletRequest request) {
        if (!ServletRequestPathUtils.hasParsedRequestPath(request)) {
            ServletRequestPathUtils.parseAndCache(request);
        }
        // In the order and way of Spring's DispatcherServlet.
        List<HandlerMapping> inOrder = mappings.orderedStream().toList();
        try {
            for (HandlerMapping mapping : inOrder) {
                if (mapping.getHandler(request) != null) {
                    return false;
                }
            }
            return true;
        } catch (HttpRequestMethodNotSupportedException e) {
            return true;
        } catch (Exception e) {
            return false; // There is a handler, which does not take this body or make this answer.
        }
    }
}
