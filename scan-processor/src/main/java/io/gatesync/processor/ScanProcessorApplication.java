package io.gatesync.processor;

import io.gatesync.service.ServiceStart;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The scan-processor service. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class ScanProcessorApplication {

    /** Starts the service. It runs until it is stopped; if its stream dies, it exits with code 1. */
    public static void main(String[] args) {
        ServiceStart.run(ScanProcessorApplication.class, args);
    }
}
