package io.gatesync.gateway.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.util.DigestUtils;
import org.springframework.web.servlet.config.annotation.ContentNegotiationConfigurer;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Serves the scanner app, which is files in the jar of the module {@code web}. Files under {@code assets/} have their hash in their name and
 * never change. All others keep their name when they change: a phone asks for them each time, and by their hash, for all files in a jar
 * have the same date.
 */
@Configuration(proxyBeanMethods = false)
public class ScannerAppFiles implements WebMvcConfigurer {
    /** All from here. The reader of codes is WebAssembly, in a worker. */
    static final String POLICY =
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; style-src 'self'; "
                    + "img-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; "
                    + "form-action 'none'; frame-ancestors 'none'";

    static final String FILES = "classpath:/META-INF/resources/app/";

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry files) {
        files.addResourceHandler("/app/assets/**")
                .addResourceLocations(FILES + "assets/")
                .setCacheControl(CacheControl.maxAge(Duration.ofDays(365)).immutable());
        files.addResourceHandler("/app/**")
                .addResourceLocations(FILES)
                .setCacheControl(CacheControl.noCache())
                .setUseLastModified(false)
                .setEtagGenerator(ScannerAppFiles::etag);
    }

    @Override
    public void addViewControllers(ViewControllerRegistry views) {
        views.addRedirectViewController("/app", "/app/");
    }

    @Override
    public void configureContentNegotiation(ContentNegotiationConfigurer types) {
        types.mediaType("webmanifest", MediaType.valueOf("application/manifest+json"));
    }

    static String etag(Resource file) {
        try (InputStream bytes = file.getInputStream()) {
            return '"' + DigestUtils.md5DigestAsHex(bytes) + '"';
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
