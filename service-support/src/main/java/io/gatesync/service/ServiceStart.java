package io.gatesync.service;

import io.gatesync.messaging.JvmSettings;
import org.springframework.boot.SpringApplication;

/** Starts a service as a process. */
public final class ServiceStart {
    private ServiceStart() {}

    /**
     * Runs a Spring Boot application. A service that cannot start says why in a sentence, and exits with code 1.
     *
     * @param application the class with {@code @SpringBootApplication}
     * @param arguments the command line's
     */
    public static void run(Class<?> application, String... arguments) {
        JvmSettings.apply();
        SpringApplication.run(application, arguments);
    }
}
