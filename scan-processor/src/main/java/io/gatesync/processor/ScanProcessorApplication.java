package io.gatesync.processor;

import io.gatesync.service.ServiceStart;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The scan-processor service. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class ScanProcessorApplication {

    /** Starts the service; it runs until it is told to stop, or exits with 1 when it cannot go on. */
    public static void main(String[] args) {
        ServiceStart.run(ScanProcessorApplication.class, args);
    }
}
