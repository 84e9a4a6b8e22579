package io.gatesync.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChildJvmTest {

    /** The JVM takes the last of two that contradict each other. */
    @Test
    void options_for_every_jvm_come_before_those_of_the_server_itself() {
        List<String> end = new ArrayList<>(ChildJvm.optionsOfAll());
        end.addAll(List.of("-Xmx64m", "kafka.Kafka"));

        assertThat(ChildJvm.command(Path.of("data"), List.of("-Xmx64m"), List.of("kafka.Kafka")))
                .endsWith(end.toArray(String[]::new));
        assertThat(String.join(" ", ChildJvm.optionsOfAll())).isEqualTo(System.getProperty(ChildJvm.OPTIONS_PROPERTY));
    }
}
