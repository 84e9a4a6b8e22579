package io.gatesync.projector;

import io.gatesync.service.ServiceStart;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Shows what was decided: keeps the tables equal to the topics, and answers the scanner app from them. */
@SpringBootApplication
@EnableScheduling
@ConfigurationPropertiesScan
public class StatusProjector {
    public static void main(String[] args) {
        ServiceStart.run(StatusProjector.class, args);
    }
}
