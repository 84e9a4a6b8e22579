package io.gatesync.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatesync.messaging.Retention;
import io.gatesync.messaging.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.resource.PatternType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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

    @Test
    void a_kafka_that_asks_who_its_clients_are_is_reached_as_a_file_says(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("admin.properties"), """
                security.protocol=SASL_SSL
                bootstrap.servers=kafka:9094
                """);

        Provision provision =
                SetUp.provision(Map.of("GATESYNC_KAFKA_CLIENT_FILE", file.toString(), "GATESYNC_KAFKA_ACLS", "true"));

        assertThat(provision.kafka())
                .isEqualTo(Map.of("bootstrap.servers", "kafka:9094", "security.protocol", "SASL_SSL"));
        assertThat(provision.acls()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "GATESYNC_KAFKA_ACLS, yes, 'GATESYNC_KAFKA_ACLS must be true or false, not yes'",
        "GATESYNC_KAFKA_CLIENT_FILE, /no/such/file, 'GATESYNC_KAFKA_CLIENT_FILE cannot be read: java.nio.file.NoSuchFileException: /no/such/file'",
        "GATESYNC_PARTITIONS, many, 'GATESYNC_PARTITIONS must be a number, not many'",
        "GATESYNC_PARTITIONS, 1025, 'The number of partitions must be 1 to 1024, not 1025'",
        "GATESYNC_REPLICAS, 0, 'The number of replicas must be 1 to 32767, not 0'",
        "GATESYNC_OUTCOMES_KEPT_DAYS, 0, 'Records must be kept for at least 1 day, not 0'",
    })
    void a_value_that_cannot_be_is_refused_before_anything_is_set_up(String name, String value, String reason) {
        assertThatThrownBy(() -> SetUp.provision(Map.of(name, value))).hasMessage(reason);
    }

    @Test
    void the_readme_lists_the_rights_of_each_service() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        for (ServiceAcls service : ServiceAcls.values()) {
            for (ServiceAcls.Grant grant : service.grants()) {
                String name = grant.name() + (grant.pattern() == PatternType.PREFIXED ? "*" : "");
                assertThat(readme.lines())
                        .as("%s %s %s", service.user(), grant.operation(), name)
                        .anyMatch(line -> line.startsWith("| `" + service.user() + "` |")
                                && line.contains("| " + grant.operation() + " |")
                                && line.contains("`" + name + "`"));
            }
        }
        long rights = Stream.of(ServiceAcls.values())
                .mapToLong(service -> service.grants().size())
                .sum();
        assertThat(readme.lines()
                        .filter(line -> line.matches("[|] `[a-z-]+` [|] [A-Z_]+ [|].*"))
                        .mapToLong(line -> line.split("`", -1).length / 2 - 1)
                        .sum())
                .as("rights in the table")
                .isEqualTo(rights);
    }

    @Test
    void the_readme_names_the_defaults() throws IOException {
        assertThat(Files.readString(Path.of("README.md")))
                .contains("| `GATESYNC_PARTITIONS` | `%d` |".formatted(Provision.DEFAULT_PARTITIONS))
                .contains("| `GATESYNC_REPLICAS` | `%d` |".formatted(Provision.DEFAULT_REPLICAS));
    }
}
