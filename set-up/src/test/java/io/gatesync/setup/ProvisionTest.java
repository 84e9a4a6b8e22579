package io.gatesync.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.gatesync.messaging.KafkaClientProperties;
import io.gatesync.messaging.Retention;
import io.gatesync.messaging.SchemaRegistry;
import io.gatesync.messaging.SchemaRegistryException;
import io.gatesync.messaging.Topic;
import io.gatesync.messaging.TopicLayout;
import io.gatesync.messaging.TopicLayoutException;
import io.gatesync.testing.RealServers;
import io.gatesync.testing.Server;
import io.gatesync.testing.Servers;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The set-up step, on a Kafka and a registry that are new. */
@RealServers(
        value = {Server.KAFKA, Server.REGISTRY},
        fresh = true)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ProvisionTest {

    @Test
    @Order(1)
    void without_the_set_up_step_a_service_is_told_what_is_missing(Servers servers) {
        assertThatThrownBy(() -> registry(servers).requireRegistered(Topic.SCANS))
                .isInstanceOf(SchemaRegistryException.class)
                .hasMessageContaining("gatesync.scans-value");
        try (Admin admin = admin(servers)) {
            assertThatThrownBy(() -> new TopicLayout(admin).requireConsistent(Topic.SCANS, Topic.TICKETS))
                    .isInstanceOf(TopicLayoutException.class)
                    .hasMessageContaining("[gatesync.scans, gatesync.tickets]");
        }
    }

    @Test
    @Order(2)
    void a_second_run_changes_only_the_configuration(Servers servers) throws Exception {
        Provision.onOneMachine(servers.bootstrapServers(), servers.registryUrl())
                .run();
        new Provision(
                        servers.bootstrapServers(),
                        servers.registryUrl(),
                        6,
                        1,
                        Map.of(Topic.SCAN_OUTCOMES, Retention.days(7)))
                .run();

        assertThatCode(() -> registry(servers).requireRegistered(Topic.values()))
                .doesNotThrowAnyException();
        try (Admin admin = admin(servers)) {
            assertThat(new TopicLayout(admin).requireConsistent(Topic.values()))
                    .containsEntry(Topic.SCANS, 6)
                    .hasSize(Topic.values().length);
            assertThat(retentionMillis(admin, Topic.TICKETS)).isEqualTo("-1");
            // A broker hears of a changed configuration from the controller, a moment later.
            await().untilAsserted(() ->
                    assertThat(retentionMillis(admin, Topic.SCAN_OUTCOMES)).isEqualTo(days(7)));
            // A scan that outlives its outcome could be decided anew.
            await().untilAsserted(() ->
                    assertThat(retentionMillis(admin, Topic.SCANS)).isEqualTo(days(7)));
        }
    }

    /** Set by an earlier run with other settings, or by hand: for example after replicas were added to the topics. */
    @Test
    @Order(3)
    void a_run_that_says_nothing_of_it_never_lowers_what_a_topic_promises(Servers servers) throws Exception {
        ConfigResource scans = resource(Topic.SCANS);
        String longer = days(400);
        try (Admin admin = admin(servers)) {
            admin.incrementalAlterConfigs(Map.of(
                            scans,
                            List.of(
                                    set("min.insync.replicas", "2"),
                                    set("max.message.bytes", "50000000"),
                                    set("retention.ms", longer))))
                    .all()
                    .get();
            await().until(() -> retentionMillis(admin, Topic.SCANS).equals(longer));

            Provision.onOneMachine(servers.bootstrapServers(), servers.registryUrl())
                    .run();

            // The outcomes follow the scans; once that this run has raised them is seen, all it did is.
            await().until(() -> retentionMillis(admin, Topic.SCAN_OUTCOMES).equals(longer));
            assertThat(retentionMillis(admin, Topic.SCANS)).isEqualTo(longer);
            assertThat(configured(admin, Topic.SCANS, "min.insync.replicas")).isEqualTo("2");
            assertThat(configured(admin, Topic.SCANS, "max.message.bytes")).isEqualTo("50000000");
        }
    }

    private static String days(int days) {
        return Long.toString(Duration.ofDays(days).toMillis());
    }

    private static AlterConfigOp set(String key, String value) {
        return new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET);
    }

    private static String retentionMillis(Admin admin, Topic topic) throws Exception {
        return configured(admin, topic, "retention.ms");
    }

    private static String configured(Admin admin, Topic topic, String key) throws Exception {
        return admin.describeConfigs(List.of(resource(topic)))
                .all()
                .get()
                .get(resource(topic))
                .get(key)
                .value();
    }

    private static ConfigResource resource(Topic topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic.topicName());
    }

    @Test
    @Order(4)
    void a_schema_that_is_incompatible_with_the_registered_one_stops_the_set_up_step(Servers servers) throws Exception {
        String subject = Topic.LOGIN_ATTEMPTS.subject();
        String other = "{\"schema\":\"{\\\"type\\\":\\\"record\\\",\\\"name\\\":\\\"LoginAttempted\\\","
                + "\\\"namespace\\\":\\\"io.gatesync.schemas\\\",\\\"fields\\\":["
                + "{\\\"name\\\":\\\"event_id\\\",\\\"type\\\":\\\"int\\\"}]}\"}";
        String api = servers.registryUrl() + "/apis/ccompat/v7";
        send(HttpRequest.newBuilder(URI.create(api + "/config/" + subject))
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString("{\"compatibility\":\"NONE\"}")));
        send(HttpRequest.newBuilder(URI.create(api + "/subjects/" + subject + "/versions"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(other)));

        assertThatThrownBy(() -> Provision.onOneMachine(servers.bootstrapServers(), servers.registryUrl())
                        .run())
                .isInstanceOf(SchemaRegistryException.class)
                .hasMessageContaining(subject + " in this build is not compatible");
    }

    @Test
    @Order(5)
    void a_registry_that_does_not_answer_is_named(Servers servers) {
        servers.registry().stop();

        assertThatThrownBy(() -> registry(servers).hasSchemaId(1))
                .isInstanceOf(SchemaRegistryException.class)
                .hasMessageContaining("does not answer");
    }

    private static void send(HttpRequest.Builder request) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            assertThat(http.send(request.build(), HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    private static SchemaRegistry registry(Servers servers) {
        return SchemaRegistry.configuredBy(KafkaClientProperties.of(servers.bootstrapServers(), servers.registryUrl()));
    }

    private static Admin admin(Servers servers) {
        return Admin.create(Map.of("bootstrap.servers", servers.bootstrapServers()));
    }
}
