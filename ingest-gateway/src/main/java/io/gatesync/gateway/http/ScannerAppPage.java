package io.gatesync.gateway.http;

import io.swagger.v3.oas.annotations.Hidden;
import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The page of the scanner app; {@link ScannerAppFiles} are what it loads. */
@Hidden
@RestController
class ScannerAppPage {
    private final Resource page;

    ScannerAppPage(ResourceLoader files) {
        this.page = files.getResource(ScannerAppFiles.FILES + "index.html");
    }

    @GetMapping("/app/")
    ResponseEntity<Resource> page() {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noCache())
                .eTag(ScannerAppFiles.etag(page))
                .contentType(MediaType.TEXT_HTML)
                .body(page);
    }
}
