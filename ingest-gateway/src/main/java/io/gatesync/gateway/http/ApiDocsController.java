package io.gatesync.gateway.http;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Properties;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PropertiesLoaderUtils;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The description of this API (docs/openapi.json), and Swagger UI to read it and try it out; for everybody. All of it comes from here, and
 * the page may load nothing from elsewhere.
 */
@Hidden
@RestController
final class ApiDocsController {
    private static final String OWN_FILES = "api-docs/";
    private static final String SWAGGER_UI_VERSION = "META-INF/maven/org.webjars/swagger-ui/pom.properties";
    private static final Duration SWAGGER_UI_LIFE = Duration.ofHours(1);

    private static final MediaType SCRIPT = MediaType.parseMediaType("text/javascript;charset=utf-8");
    private static final MediaType STYLE = MediaType.parseMediaType("text/css;charset=utf-8");
    private static final MediaType PAGE = MediaType.parseMediaType("text/html;charset=utf-8");

    /** Swagger UI has its icons in its style sheet. */
    static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
            + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final String swaggerUi;

    ApiDocsController() throws IOException {
        Properties webjar = PropertiesLoaderUtils.loadProperties(new ClassPathResource(SWAGGER_UI_VERSION));
        this.swaggerUi = "META-INF/resources/webjars/swagger-ui/%s/".formatted(webjar.getProperty("version"));
    }

    @GetMapping("/api/openapi.json")
    ResponseEntity<Resource> description() {
        return own("openapi.json", MediaType.APPLICATION_JSON);
    }

    /** The page names its files as those beside it. */
    @GetMapping("/api/docs")
    ResponseEntity<Void> pageWithoutSlash() {
        return ResponseEntity.status(HttpStatus.FOUND)
                .location(URI.create("docs/"))
                .build();
    }

    @GetMapping("/api/docs/")
    ResponseEntity<Resource> page() {
        return own("index.html", PAGE);
    }

    @GetMapping("/api/docs/start.js")
    ResponseEntity<Resource> script() {
        return own("start.js", SCRIPT);
    }

    @GetMapping({"/api/docs/swagger-ui-bundle.js", "/api/docs/swagger-ui.css"})
    ResponseEntity<Resource> swaggerUi(HttpServletRequest request) {
        String path = request.getServletPath();
        String name = path.substring(path.lastIndexOf('/') + 1);
        return answer(name.endsWith(".css") ? STYLE : SCRIPT)
                .cacheControl(CacheControl.maxAge(SWAGGER_UI_LIFE))
                .body(new ClassPathResource(swaggerUi + name));
    }

    private static ResponseEntity<Resource> own(String name, MediaType type) {
        return answer(type).body(new ClassPathResource(OWN_FILES + name));
    }

    private static ResponseEntity.BodyBuilder answer(MediaType type) {
        return ResponseEntity.ok().contentType(type);
    }
}
