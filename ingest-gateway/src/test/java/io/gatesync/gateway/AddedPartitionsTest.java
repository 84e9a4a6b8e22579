package io.gatesync.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatesync.messaging.Topic;
import io.gatesync.testing.RawHttp;
import io.gatesync.testing.RealServers;
import io.gatesync.testing.Server;
import io.gatesync.testing.Servers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.junit.jupiter.api.Test;

/** The topic of outcomes gets another partition while the gateway runs. */
@RealServers(
        value = {Server.KAFKA, Server.REGISTRY},
        fresh = true)
class AddedPartitionsTest {
    private static final String OUTCOMES = Topic.SCAN_OUTCOMES.topicName();

    @Test
    void outcomes_in_a_partition_that_was_added_later_are_found(Servers servers) throws Exception {
        try (RunningGateway gateway =
                        RunningGateway.start(servers, "spring.kafka.consumer.properties.[metadata.max.age.ms]=500");
                Decider decider = new Decider(servers)) {
            int added = addPartition(servers);
            decider.answerInto(added);

            RawHttp.Answer answer =
                    gateway.http().post("/api/offline/sync", Device.atOwnEvent().upload("A"));

            assertThat(answer.status()).isEqualTo(200);
        }
    }

    private static int addPartition(Servers servers) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers.bootstrapServers()))) {
            int partitions = admin.describeTopics(List.of(OUTCOMES))
                    .allTopicNames()
                    .get()
                    .get(OUTCOMES)
                    .partitions()
                    .size();
            admin.createPartitions(Map.of(OUTCOMES, NewPartitions.increaseTo(partitions + 1)))
                    .all()
                    .get();
            return partitions;
        }
    }
}
