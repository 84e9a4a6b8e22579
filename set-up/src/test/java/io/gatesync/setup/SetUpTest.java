package io.gatesync.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatesync.messaging.Retention;
import io.gatesync.messaging.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the environment says, and what it leaves to the declaration. */
class SetUpTest {
    @Test
    void an_empty_environment_is_one_machine_with_everything_as_declared() {
        assertThat(SetUp.provision(Map.of()))
                .isEqualTo(Provision.onOneMachine("127.0.0.1:9092", "http://127.0.0.1:8081"));
    }

    @Test
    void the_environment_says_how_a_cluster_is_set_up() {
        assertThat(SetUp.provision(Map.of(
                        "SPRING_KAFKA_BOOTSTRAP_SERVERS", "kafka:9092",
                        "GATESYNC_REGISTRY_URL", "http://registry:8081",
                        "GATESYNC_PARTITIONS", "24",
                        "GATESYNC_REPLICAS", "3",
                        "GATESYNC_OUTCOMES_KEPT_DAYS", "365")))
                .isEqualTo(new Provision(
                        "kafka:9092",
                        "http://registry:8081",
                        24,
                        3,
                        Map.of(
                                Topic.SCAN_OUTCOMES, Retention.days(365),
                                Topic.SYNC_SESSIONS, Retention.days(365))));
    }

    @ParameterizedTest
    @CsvSource({
        "GATESYNC_PARTITIONS, many, 'GATESYNC_PARTITIONS must be a number, not many'",
        "GATESYNC_PARTITIONS, 1025, 'The number of partitions must be 1 to 1024, not 1025'",
        "GATESYNC_REPLICAS, 0, 'The number of replicas must be 1 to 32767, not 0'",
        "GATESYNC_OUTCOMES_KEPT_DAYS, 0, 'Records must be kept for at least 1 day, not 0'",
    })
    void a_value_that_cannot_be_is_refused_before_anything_is_set_up(String name, String value, String reason) {
        assertThatThrownBy(() -> SetUp.provision(Map.of(name, value))).hasMessage(reason);
    }

    @Test
    void the_readme_names_the_defaults() throws IOException {
        assertThat(Files.readString(Path.of("README.md")))
                .contains("| `GATESYNC_PARTITIONS` | `%d` |".formatted(Provision.DEFAULT_PARTITIONS))
                .contains("| `GATESYNC_REPLICAS` | `%d` |".formatted(Provision.DEFAULT_REPLICAS));
    }
}
