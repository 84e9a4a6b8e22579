package io.gatesync.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatesync.messaging.Topic;
import io.gatesync.servers.KafkaCluster;
import io.gatesync.servers.KafkaServer;
import io.gatesync.testing.Seed;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kafka has three brokers and each topic three replicas, as the set-up step makes them. Any one broker is killed in the middle of the
 * uploads: verdicts go on while it is away, and after it is back.
 */
@OnOwnStack(brokers = KafkaCluster.BROKERS)
@Order(1)
class ThreeBrokersTest {
    private static final Logger LOG = LoggerFactory.getLogger(ThreeBrokersTest.class);
    private static final double IN_THE_MIDDLE = 0.2;

    private final Random random = Seed.printed().random();

    @Test
    void with_any_one_broker_killed_every_upload_gets_its_verdicts(RunningStack stack) {
        awaitAllReplicas(stack);
        List<KafkaServer> brokers = stack.parts().brokers();
        KafkaServer broker = brokers.get(random.nextInt(brokers.size()));
        try (Rush rush = Rush.begin(stack, random)) {
            rush.awaitDecided(IN_THE_MIDDLE);
            rush.longestGap();
            broker.kill();
            rush.awaitDecided(2 * IN_THE_MIDDLE);
            Duration away = rush.longestGap();
            assertThat(rush.isUndecided()).as("it is back before the end").isTrue();
            broker.start();

            rush.awaitEnd();
            LOG.info(
                    "{} killed: {} ms without verdicts while it was away, {} ms when it was back",
                    broker.name(),
                    away.toMillis(),
                    rush.longestGap().toMillis());
        }
        awaitAllReplicas(stack);
        stack.awaitGuarantees();
    }

    /** Each broker has caught up: any one may go. */
    private static void awaitAllReplicas(RunningStack stack) {
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", stack.parts().bootstrapServers()))) {
            await("three replicas in sync of every partition")
                    .atMost(Duration.ofMinutes(2))
                    .until(() -> inSync(admin).allMatch(replicas -> replicas == KafkaCluster.BROKERS));
        }
    }

    private static Stream<Integer> inSync(Admin admin) throws InterruptedException, ExecutionException {
        Collection<TopicDescription> topics = admin.describeTopics(
                        Stream.of(Topic.values()).map(Topic::topicName).toList())
                .allTopicNames()
                .get()
                .values();
        return topics.stream()
                .flatMap(topic -> topic.partitions().stream())
                .map(partition -> partition.isr().size());
    }
}
