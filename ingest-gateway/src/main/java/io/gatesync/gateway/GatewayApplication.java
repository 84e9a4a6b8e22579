package io.gatesync.gateway;

import io.gatesync.service.ServiceStart;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;

/** Starts the ingest gateway as a process. If it cannot do its work, it says why in a sentence and exits with code 1. */
@SpringBootApplication(exclude = KafkaAutoConfiguration.class)
@ConfigurationPropertiesScan
public class GatewayApplication {
    public static void main(String[] args) {
        ServiceStart.run(GatewayApplication.class, args);
    }
}
