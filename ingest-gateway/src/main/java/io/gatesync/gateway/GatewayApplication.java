package io.gatesync.gateway;

import io.gatesync.service.ServiceStart;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;

/** The ingest gateway as a process of its own. Exits with 1, and the reason in a sentence, where it cannot do its work. */
@SpringBootApplication(exclude = KafkaAutoConfiguration.class)
@ConfigurationPropertiesScan
public class GatewayApplication {
    public static void main(String[] args) {
        ServiceStart.run(GatewayApplication.class, args);
    }
}
