package io.gatesync.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.gatesync.messaging.Topic;
import io.gatesync.messaging.TopicLayout;
import io.gatesync.messaging.TopicLayoutException;
import io.gatesync.testing.RealServers;
import io.gatesync.testing.Server;
import io.gatesync.testing.Servers;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The set-up step on three brokers, any of which may die for ever. */
@RealServers(
        value = {Server.KAFKA, Server.REGISTRY},
        fresh = true,
        brokers = 3)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ReplicasTest {
    private static final int PARTITIONS = 3;

    @Test
    @Order(1)
    void a_topic_that_one_broker_could_take_while_the_scans_survive_is_refused(Servers servers) throws Exception {
        try (Admin admin = admin(servers)) {
            admin.createTopics(List.of(new NewTopic(Topic.TICKET_STORE.topicName(), PARTITIONS, (short) 1)))
                    .all()
                    .get();
            assertThatThrownBy(() -> new Provision(
                                    servers.bootstrapServers(), servers.registryUrl(), PARTITIONS, 3, Map.of())
                            .run())
                    .isInstanceOf(TopicLayoutException.class)
                    .hasMessage("Topics must have as many replicas as gatesync.scans, which has 3, but they have:"
                            + " [gatesync-scan-processor-ticket-store-changelog: 1]; give them more with Kafka's"
                            + " kafka-reassign-partitions.sh, then start again");
            assertThatThrownBy(() -> new TopicLayout(admin).requireConsistent(Topic.SCANS, Topic.TICKET_STORE))
                    .isInstanceOf(TopicLayoutException.class);

            admin.deleteTopics(List.of(Topic.TICKET_STORE.topicName())).all().get();
        }
        await().ignoreExceptions()
                .untilAsserted(
                        () -> new Provision(servers.bootstrapServers(), servers.registryUrl(), PARTITIONS, 3, Map.of())
                                .run());
    }

    @Test
    @Order(2)
    void a_run_that_says_nothing_of_replicas_leaves_two_that_must_hold_a_record(Servers servers) throws Exception {
        Provision.onOneMachine(servers.bootstrapServers(), servers.registryUrl())
                .run();

        try (Admin admin = admin(servers)) {
            for (Topic topic : Topic.values()) {
                ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.topicName());
                assertThat(admin.describeConfigs(List.of(resource))
                                .all()
                                .get()
                                .get(resource)
                                .get("min.insync.replicas")
                                .value())
                        .as(topic.topicName())
                        .isEqualTo("2");
            }
        }
    }

    private static Admin admin(Servers servers) {
        return Admin.create(Map.of("bootstrap.servers", servers.bootstrapServers()));
    }
}
