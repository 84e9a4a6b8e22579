package io.gatesync.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatesync.localstack.GatewayCertificate;
import io.gatesync.localstack.LocalStack;
import io.gatesync.localstack.Part;
import io.gatesync.localstack.StackListener;
import io.gatesync.localstack.StackPort;
import io.gatesync.localstack.StackPorts;
import io.gatesync.localstack.StackSettings;
import io.gatesync.messaging.Topic;
import io.gatesync.servers.Distribution;
import io.gatesync.servers.Ports;
import io.gatesync.setup.ServiceAcls;
import io.gatesync.testing.SelfSigned;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * All of GateSync on a Kafka and a PostgreSQL that talk TLS only to services, and on a Kafka where each service logs in by its
 * own name and has the rights that set-up's README lists. Kafka's second listener, without any of it, is the test's own way in.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("servers")
class SecuredServersTest {
    private static final String PASSWORD = "not-for-anything-else";
    private static final int ITERATIONS = 4_096;

    private final StackPorts ports = StackPorts.free();
    private final int servicesPort = Ports.free();
    private final Path folder = RunningStack.newFolder("SecuredServersTest");
    private final SelfSigned kafka = SelfSigned.create(folder.resolve("certificates"), "kafka");
    private final SelfSigned postgres = SelfSigned.create(folder.resolve("certificates"), "postgres");
    private final SelfSigned gateway = SelfSigned.create(folder.resolve("certificates"), "gateway");
    private RunningStack stack;

    @BeforeAll
    void start() throws Exception {
        LocalStack parts = new LocalStack(
                Distribution.ofSystemProperty(),
                new StackSettings(
                        folder,
                        ports,
                        StackSettings.DEFAULT_KAFKA_HEAP,
                        StackSettings.DEFAULT_SERVICE_HEAP,
                        GatewayCertificate.in(gateway.certificate(), gateway.key()),
                        new StackSettings.More(1, kafkaSettings(), true, postgresSettings(), environments())),
                StackListener.NONE);
        parts.startOnly(Part.KAFKA);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", parts.bootstrapServers()))) {
            admin.alterUserScramCredentials(Stream.of(ServiceAcls.values())
                            .<UserScramCredentialAlteration>map(service -> new UserScramCredentialUpsertion(
                                    service.user(),
                                    new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, ITERATIONS),
                                    PASSWORD))
                            .toList())
                    .all()
                    .get();
        }
        stack = RunningStack.start(parts, folder, false);
    }

    @AfterAll
    void stop() {
        if (stack != null) {
            stack.close();
        }
    }

    @Test
    void everything_works_that_services_do_also_after_they_were_killed() throws IOException {
        Event event = stack.newEvent(new Tickets(20));
        event.device("phone-1").uploadUntilDecided(Device.scansOf(new Tickets(20).qrcodes()));
        for (Part service : List.of(Part.PROCESSOR, Part.GATEWAY, Part.PROJECTOR)) {
            stack.parts().kill(service);
            stack.parts().start(service);
        }
        Map<?, String> verdicts = event.device("phone-2").uploadUntilDecided(Device.scansOf(List.of("T-1", "forged")));
        assertThat(verdicts.values()).containsExactlyInAnyOrder("conflict", "failed");
        stack.awaitGuarantees();
        assertThat(stack.number("select count(*) from pg_stat_ssl where ssl"))
                .as("the projector's connections")
                .isPositive();
        event.close();
        event.end();
        for (Part service : List.of(Part.PROCESSOR, Part.GATEWAY, Part.PROJECTOR)) {
            assertThat(Files.readString(stack.log(service)))
                    .as("log of the %s", service)
                    .doesNotContainIgnoringCase("authoriz");
        }
    }

    /** The other tests are this machine, and need no certificate. */
    @Test
    void other_machines_reach_the_gateway_by_its_certificate() throws Exception {
        KeyStore trusted = KeyStore.getInstance(gateway.store().toFile(), SelfSigned.PASSWORD.toCharArray());
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        URI live = URI.create(stack.parts().httpsUrl().orElseThrow() + "/actuator/health/liveness");
        try (HttpClient phone = HttpClient.newBuilder().sslContext(context).build()) {
            HttpRequest request = HttpRequest.newBuilder(live).build();
            assertThat(phone.send(request, BodyHandlers.discarding()).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void no_service_may_do_more_in_kafka_than_is_listed() throws Exception {
        for (ServiceAcls service : ServiceAcls.values()) {
            try (Admin admin = Admin.create(client(service.user(), PASSWORD))) {
                for (Topic topic : Topic.values()) {
                    assertThat(allowed(admin, topic))
                            .as("%s on %s", service.user(), topic.topicName())
                            .isEqualTo(listed(service, topic));
                }
                assertThat(admin.describeCluster(new DescribeClusterOptions().includeAuthorizedOperations(true))
                                .authorizedOperations()
                                .get())
                        .as("%s on the cluster", service.user())
                        .isEmpty();
            }
        }
    }

    @Test
    void a_wrong_password_is_refused() {
        try (Admin admin = Admin.create(client("ingest-gateway", "wrong"))) {
            assertThatThrownBy(() -> admin.describeCluster().nodes().get())
                    .hasCauseInstanceOf(SaslAuthenticationException.class);
        }
    }

    private static Set<AclOperation> allowed(Admin admin, Topic topic) throws InterruptedException, ExecutionException {
        try {
            return admin.describeTopics(
                            List.of(topic.topicName()), new DescribeTopicsOptions().includeAuthorizedOperations(true))
                    .allTopicNames()
                    .get()
                    .get(topic.topicName())
                    .authorizedOperations();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TopicAuthorizationException) {
                return Set.of();
            }
            throw e;
        }
    }

    /** As Kafka tells it: who may neither read nor write a topic does not see it. */
    private static Set<AclOperation> listed(ServiceAcls service, Topic topic) {
        Set<AclOperation> listed = service.grants().stream()
                .filter(grant ->
                        grant.type() == ResourceType.TOPIC && grant.name().equals(topic.topicName()))
                .map(ServiceAcls.Grant::operation)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(AclOperation.class)));
        if (!listed.contains(AclOperation.READ) && !listed.contains(AclOperation.WRITE)) {
            return Set.of();
        }
        listed.add(AclOperation.DESCRIBE);
        return listed;
    }

    private Map<String, String> kafkaSettings() {
        String own = "PLAINTEXT://127.0.0.1:" + ports.number(StackPort.KAFKA);
        String services = "SERVICES://127.0.0.1:" + servicesPort;
        return Map.ofEntries(
                Map.entry(
                        "listeners",
                        own + "," + services + ",CONTROLLER://127.0.0.1:" + ports.number(StackPort.KAFKA_CONTROLLER)),
                Map.entry("advertised.listeners", own + "," + services),
                Map.entry(
                        "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,SERVICES:SASL_SSL"),
                Map.entry("listener.name.services.sasl.enabled.mechanisms", "SCRAM-SHA-512"),
                Map.entry(
                        "listener.name.services.scram-sha-512.sasl.jaas.config",
                        "org.apache.kafka.common.security.scram.ScramLoginModule required;"),
                Map.entry("listener.name.services.ssl.keystore.type", "PKCS12"),
                Map.entry(
                        "listener.name.services.ssl.keystore.location",
                        kafka.store().toString()),
                Map.entry("listener.name.services.ssl.keystore.password", SelfSigned.PASSWORD),
                Map.entry("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer"),
                Map.entry("super.users", "User:ANONYMOUS"));
    }

    private Map<String, String> postgresSettings() {
        return Map.of(
                "ssl",
                "on",
                "ssl_cert_file",
                postgres.certificate().toString(),
                "ssl_key_file",
                postgres.key().toString());
    }

    private Map<Part, Map<String, String>> environments() throws IOException {
        Map<String, String> projector = new HashMap<>(environment("status-projector"));
        projector.put(
                "SPRING_DATASOURCE_URL",
                "jdbc:postgresql://127.0.0.1:%d/gatesync?sslmode=verify-full&sslrootcert=%s"
                        .formatted(ports.number(StackPort.POSTGRES), postgres.certificate()));
        return Map.of(
                Part.GATEWAY,
                environment("ingest-gateway"),
                Part.PROCESSOR,
                environment("scan-processor"),
                Part.PROJECTOR,
                projector);
    }

    /** The password stands in a file, as set-up's README advises. */
    private Map<String, String> environment(String user) throws IOException {
        Path file = folder.resolve(user + ".properties");
        Files.writeString(
                file,
                client(user, PASSWORD).entrySet().stream()
                        .filter(entry -> !entry.getKey().equals("bootstrap.servers"))
                        .map(entry -> "spring.kafka.properties.%s=%s%n".formatted(entry.getKey(), entry.getValue()))
                        .collect(Collectors.joining()));
        return Map.of(
                "SPRING_KAFKA_BOOTSTRAP_SERVERS",
                "127.0.0.1:" + servicesPort,
                "SPRING_CONFIG_ADDITIONAL_LOCATION",
                "file:" + file);
    }

    private Map<String, Object> client(String user, String password) {
        return Map.of(
                "bootstrap.servers",
                "127.0.0.1:" + servicesPort,
                "security.protocol",
                "SASL_SSL",
                "sasl.mechanism",
                "SCRAM-SHA-512",
                "sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
                        .formatted(user, password),
                "ssl.truststore.type",
                "PEM",
                "ssl.truststore.location",
                kafka.certificate().toString());
    }
}
