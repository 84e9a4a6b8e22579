package io.gatesync.localstack;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

class KafkaServerTest extends ServerContract<KafkaServer> {

    @Override
    KafkaServer server(Path folder, int port) {
        return new KafkaServer(
                Distribution.ofSystemProperty(),
                new KafkaServer.Config(folder, port, Ports.free(), List.of("-Xmx256m", "-XX:TieredStopAtLevel=1")));
    }

    @Override
    void write(KafkaServer kafka) throws Exception {
        try (Admin admin = admin(kafka)) {
            admin.createTopics(List.of(new NewTopic("scans", 2, (short) 1)))
                    .all()
                    .get();
        }
    }

    @Override
    boolean hasKept(KafkaServer kafka) throws Exception {
        try (Admin admin = admin(kafka)) {
            return admin.listTopics().names().get().contains("scans");
        }
    }

    private static Admin admin(KafkaServer kafka) {
        return Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
    }
}
