package io.gatesync.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.ResourcePropertySource;

/**
 * Gives every service the same defaults: {@code gatesync-kafka.properties} (how to reach Kafka and the schema registry) and
 * {@code gatesync-defaults.properties} (all else). A service's {@code application.yml}, and whatever overrides that, comes
 * first: these files only fill in what nothing else says. An import in {@code application.yml} would win over it.
 */
final class ServiceDefaults implements EnvironmentPostProcessor {
    private static final List<String> FILES = List.of("gatesync-kafka.properties", "gatesync-defaults.properties");

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        for (String file : FILES) {
            try {
                environment.getPropertySources().addLast(new ResourcePropertySource(new ClassPathResource(file)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
