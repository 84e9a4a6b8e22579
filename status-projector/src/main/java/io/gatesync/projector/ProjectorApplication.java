package io.gatesync.projector;

import io.gatesync.service.ServiceStart;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The status-projector service: keeps the tables equal to the topics, and answers the scanner app from them. */
@SpringBootApplication(exclude = KafkaAutoConfiguration.class)
@EnableScheduling
@ConfigurationPropertiesScan
public class ProjectorApplication {
    /** Runs the service until it is told to stop, or exits with code 1 when it cannot go on. */
    public static void main(String[] args) {
        ServiceStart.run(ProjectorApplication.class, args);
    }
}
