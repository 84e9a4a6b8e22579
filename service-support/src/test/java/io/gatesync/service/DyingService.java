package io.gatesync.service;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;

/** A whole service, as a process of its own, whose work dies as soon as the service has started. */
@SpringBootConfiguration
@EnableAutoConfiguration
public class DyingService {
    public static void main(String[] arguments) {
        ServiceStart.run(DyingService.class, arguments);
    }

    @Bean
    Worker worker(ServiceExit exit) {
        return new Worker("frail work", new FrailWork(), Duration.ofSeconds(1), exit);
    }

    private static final class FrailWork implements Work {
        @Override
        public void start(Consumer<Throwable> died) {
            Thread.ofPlatform().start(() -> died.accept(new IllegalStateException("of old age")));
        }

        @Override
        public boolean stop(Duration timeout) {
            return true;
        }

        @Override
        public Optional<String> trouble() {
            return Optional.empty();
        }
    }
}
