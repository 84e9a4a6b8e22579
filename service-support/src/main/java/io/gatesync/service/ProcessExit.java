package io.gatesync.service;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ApplicationContext;

/** Ends the process: in order if that works, and in any case. */
final class ProcessExit implements ServiceExit {
    private static final Logger LOG = LoggerFactory.getLogger(ProcessExit.class);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final ApplicationContext application;

    ProcessExit(ApplicationContext application) {
        this.application = application;
    }

    @Override
    public void exit(int code) {
        // On a thread of its own, because closing the application waits for the thread that asks for it.
        Thread closing = Thread.ofPlatform()
                .name("exit")
                .start(() -> System.exit(SpringApplication.exit(application, () -> code)));
        Thread.ofPlatform().daemon().name("forced-exit").start(() -> haltIfStillAlive(closing, code));
    }

    private static void haltIfStillAlive(Thread closing, int code) {
        try {
            closing.join(PATIENCE);
            LOG.error("The service did not exit in order within {} s; the process is halted", PATIENCE.toSeconds());
            Runtime.getRuntime().halt(code);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
