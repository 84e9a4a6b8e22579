package io.gatesync.access.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.security.web.firewall.FirewalledRequest;
import org.springframework.security.web.firewall.HttpFirewall;

/**
 * Refuses no path. Ids of events and devices may have slashes, percent signs and what else Spring Security's own firewall refuses,
 * and Tomcat has refused by now what is no HTTP. What the firewall is for cannot happen: rules and endpoints are found by the same
 * parser of the same path, and what no rule names is refused.
 */
final class PathsAsTheyAre implements HttpFirewall {
    @Override
    public FirewalledRequest getFirewalledRequest(HttpServletRequest request) {
        return new FirewalledRequest(request) {
            @Override
            public void reset() {
                // There is nothing to take back.
            }
        };
    }

    @Override
    public HttpServletResponse getFirewalledResponse(HttpServletResponse response) {
        return response;
    }
}
