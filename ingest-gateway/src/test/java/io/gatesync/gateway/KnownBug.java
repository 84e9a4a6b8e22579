package io.gatesync.gateway;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** No endpoint of the gateway has a bug that is known; this one has, for {@link ErrorsTest}. */
@RestController
class KnownBug {
    @GetMapping("/test/bug")
    String bug() {
        throw new IllegalStateException("internals");
    }
}
