package io.gatesync.access.http;

import io.gatesync.access.http.AccessRules.Page;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.springframework.security.web.header.HeaderWriter;

/** Tells browsers what an answer may load: a page what its rule says, all else nothing. */
final class ContentPolicies implements HeaderWriter {
    private static final String NO_PAGE = "default-src 'none'; frame-ancestors 'none'";

    private final List<Page> pages;

    ContentPolicies(List<Page> pages) {
        this.pages = pages;
    }

    @Override
    public void writeHeaders(HttpServletRequest request, HttpServletResponse response) {
        response.setHeader("Content-Security-Policy", policy(request));
    }

    private String policy(HttpServletRequest request) {
        return pages.stream()
                .filter(page -> page.requests().matches(request))
                .map(Page::policy)
                .findFirst()
                .orElse(NO_PAGE);
    }
}
