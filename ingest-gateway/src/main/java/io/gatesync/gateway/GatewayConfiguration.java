package io.gatesync.gateway;

import io.gatesync.access.Account;
import io.gatesync.access.Role;
import io.gatesync.access.http.AccessProperties;
import io.gatesync.access.http.AccessRules;
import io.gatesync.access.http.AccessSettingsException;
import io.gatesync.access.http.CallerAuthentication;
import io.gatesync.gateway.http.BodyReader;
import io.gatesync.gateway.http.BodyRoom;
import io.gatesync.gateway.http.DeviceFleet;
import io.gatesync.gateway.http.EventRules;
import io.gatesync.gateway.http.GatewayAccess;
import io.gatesync.gateway.http.LeastRate;
import io.gatesync.gateway.http.Phones;
import io.gatesync.gateway.input.UploadReader;
import io.gatesync.gateway.login.Accounts;
import io.gatesync.gateway.login.LoginProperties;
import io.gatesync.gateway.login.LoginThrottle;
import io.gatesync.gateway.login.PasscodeChecks;
import io.gatesync.gateway.outcomes.OutcomeReader;
import io.gatesync.gateway.outcomes.PendingUploads;
import io.gatesync.gateway.projector.ProjectedTickets;
import io.gatesync.gateway.projector.ProjectorAddress;
import io.gatesync.gateway.projector.ProjectorHttp;
import io.gatesync.gateway.publish.AdmissionRounds;
import io.gatesync.gateway.publish.Devices;
import io.gatesync.gateway.publish.Events;
import io.gatesync.gateway.publish.KeptRecords;
import io.gatesync.gateway.publish.LoginAttempts;
import io.gatesync.gateway.publish.PinnedPartitions;
import io.gatesync.gateway.publish.RecordProducer;
import io.gatesync.gateway.publish.TicketEnds;
import io.gatesync.gateway.publish.TicketLoads;
import io.gatesync.gateway.publish.Uploads;
import io.gatesync.gateway.ticketlist.TicketListReader;
import io.gatesync.messaging.RecordDecoder;
import io.gatesync.messaging.SchemaRegistry;
import io.gatesync.messaging.TicketPlacement;
import io.gatesync.messaging.Topic;
import io.gatesync.messaging.TopicLayout;
import io.gatesync.service.Loop;
import io.gatesync.service.SchemaCheck;
import io.gatesync.service.ServiceExit;
import io.gatesync.service.Worker;
import io.gatesync.service.WorkerThread;
import io.gatesync.service.events.KnownDeviceLogins;
import io.gatesync.service.events.KnownDevices;
import io.gatesync.service.events.KnownEvents;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Builds the parts of the gateway from its settings; no part knows the settings themselves. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(KafkaProperties.class)
class GatewayConfiguration {
    private static final Topic[] TOPICS = {
        Topic.TICKETS,
        Topic.SCANS,
        Topic.SCAN_OUTCOMES,
        Topic.SYNC_SESSIONS,
        Topic.EVENTS,
        Topic.DEVICES,
        Topic.DEVICE_LOGINS,
        Topic.LOGIN_ATTEMPTS
    };
    /** The outcome reader only has to leave a poll and close its consumer. */
    private static final Duration READER_STOP_TIMEOUT = Duration.ofSeconds(10);

    @Bean
    InstantSource clock() {
        return InstantSource.system();
    }

    @Bean
    LeastRate leastRate(GatewayProperties gateway) {
        GatewayProperties.Body body = gateway.body();
        return new LeastRate(body.grace(), body.leastRate().toBytes());
    }

    @Bean
    BodyReader bodyReader(GatewayProperties gateway, LeastRate leastRate, PendingUploads pendingUploads) {
        int maxInFlight = Math.toIntExact(gateway.body().maxInFlight().toBytes());
        return new BodyReader(
                Math.toIntExact(gateway.maxBody().toBytes()),
                new BodyRoom(maxInFlight, gateway.roomTimeout(), pendingUploads::oldestWait),
                leastRate);
    }

    @Bean
    UploadReader uploadReader(GatewayProperties gateway) {
        return UploadReader.ofBodiesUpTo(Math.toIntExact(gateway.maxBody().toBytes()));
    }

    @Bean
    TicketListReader ticketListReader(GatewayProperties gateway) {
        GatewayProperties.Tickets tickets = gateway.tickets();
        return new TicketListReader(
                Math.toIntExact(tickets.maxRow().toBytes()),
                tickets.maxListedErrors(),
                Math.toIntExact(tickets.maxWorkbook().toBytes()));
    }

    @Bean
    Admin admin(KafkaProperties kafka) {
        return Admin.create(kafka.buildAdminProperties());
    }

    /** The gateway does not start if the topics are not as this build needs them, or not as the tickets were loaded. */
    @Bean
    PinnedPartitions pinnedPartitions(Admin admin, KafkaProperties kafka) {
        Map<Topic, Integer> partitions = new TopicLayout(admin).requireConsistent(TOPICS);
        try (Consumer<byte[], byte[]> tickets = consumer(kafka, "tickets")) {
            new TicketPlacement(tickets).requireUnchanged(Objects.requireNonNull(partitions.get(Topic.TICKETS)));
        }
        return new PinnedPartitions(partitions);
    }

    @Bean
    RecordProducer recordProducer(KafkaProperties kafka, PinnedPartitions partitions) {
        return RecordProducer.configuredBy(kafka.buildProducerProperties(), partitions);
    }

    /** Named as the group {@code readiness} in {@code application.yml} says. */
    @Bean
    Worker schemaCheck(KafkaProperties kafka, ServiceExit exit) {
        return SchemaCheck.of(SchemaRegistry.configuredBy(kafka.buildProducerProperties()), exit, TOPICS);
    }

    @Bean
    Uploads uploads(RecordProducer producer, InstantSource clock, KnownDevices devices) {
        return new Uploads(producer, clock, devices::isRevoked);
    }

    /** Closed by its worker. */
    @Bean(destroyMethod = "")
    KnownEvents knownEvents(KafkaProperties kafka, GatewayProperties gateway) {
        return new KnownEvents(
                kafka.buildConsumerProperties(), kafka.getClientId() + "-events", gateway.outcomesRetry());
    }

    /** Starts before the web server. Named as the group {@code readiness} in {@code application.yml} says. */
    @Bean
    Worker knownEventsReader(KnownEvents events, ServiceExit exit) {
        return reader("reader of events", "events", events, exit);
    }

    /** Closed by its worker. */
    @Bean(destroyMethod = "")
    KnownDevices knownDevices(KafkaProperties kafka, GatewayProperties gateway) {
        return new KnownDevices(
                kafka.buildConsumerProperties(), kafka.getClientId() + "-devices", gateway.outcomesRetry());
    }

    /** Starts before the web server. Named as the group {@code readiness} in {@code application.yml} says. */
    @Bean
    Worker knownDevicesReader(KnownDevices devices, ServiceExit exit) {
        return reader("reader of devices", "devices", devices, exit);
    }

    /** Closed by its worker. */
    @Bean(destroyMethod = "")
    KnownDeviceLogins knownDeviceLogins(KafkaProperties kafka, GatewayProperties gateway) {
        return new KnownDeviceLogins(
                kafka.buildConsumerProperties(), kafka.getClientId() + "-device-logins", gateway.outcomesRetry());
    }

    /** Starts before the web server. Named as the group {@code readiness} in {@code application.yml} says. */
    @Bean
    Worker knownDeviceLoginsReader(KnownDeviceLogins logins, ServiceExit exit) {
        return reader("reader of logins of devices", "device-logins", logins, exit);
    }

    private static Worker reader(String name, String thread, Loop records, ServiceExit exit) {
        return new Worker(name, new WorkerThread(thread, records), READER_STOP_TIMEOUT, Worker.AROUND_WEB_SERVER, exit);
    }

    @Bean
    Devices devices(RecordProducer producer) {
        return new Devices(producer);
    }

    @Bean
    Phones phones(KnownDeviceLogins known, Devices devices, GatewayProperties gateway, InstantSource clock) {
        return new Phones(known, devices, gateway.eventsTimeout(), clock);
    }

    @Bean
    DeviceFleet deviceFleet(KnownDevices known, Devices devices, Phones phones, GatewayProperties gateway) {
        return new DeviceFleet(known, devices, phones, gateway.eventsTimeout());
    }

    @Bean
    EventRules eventRules(KnownEvents events, GatewayProperties gateway) {
        return new EventRules(events, gateway.eventsTimeout());
    }

    @Bean
    KeptRecords keptRecords(Admin admin) {
        return new KeptRecords(admin);
    }

    @Bean
    Events events(RecordProducer producer, InstantSource clock, PasscodeChecks passcodes) {
        return new Events(producer, clock, passcodes::hash);
    }

    @Bean
    AccessRules accessRules() {
        return GatewayAccess.rules();
    }

    @Bean
    PasscodeChecks passcodeChecks(LoginProperties login) {
        return new PasscodeChecks(login.roomTimeout());
    }

    @Bean
    LoginThrottle loginThrottle(LoginProperties login) {
        return new LoginThrottle(login);
    }

    @Bean
    LoginAttempts loginAttempts(RecordProducer producer) {
        return new LoginAttempts(producer);
    }

    @Bean
    Accounts accounts(AccessProperties access) {
        try {
            return new Accounts(access.accounts().stream()
                    .map(GatewayConfiguration::account)
                    .toList());
        } catch (IllegalArgumentException e) {
            throw new AccessSettingsException("The accounts are not right: " + e.getMessage() + ".");
        }
    }

    private static Account account(AccessProperties.AccountSettings settings) {
        Role role = Role.read(settings.role())
                .orElseThrow(() -> new IllegalArgumentException(
                        "The account %s is neither a lead nor an organiser".formatted(settings.name())));
        return new Account(settings.name(), role, Optional.ofNullable(settings.eventId()), settings.passcodeHash());
    }

    @Bean
    AdmissionRounds admissionRounds(RecordProducer producer, TicketEnds ends) {
        return new AdmissionRounds(producer, ends::now);
    }

    @Bean
    TicketEnds ticketEnds(Admin admin, PinnedPartitions partitions, GatewayProperties gateway) {
        return new TicketEnds(
                admin, partitions.count(Topic.TICKETS), gateway.tickets().compareTimeout());
    }

    @Bean
    ProjectedTickets projectedTickets(ProjectorHttp projector, GatewayProperties gateway) {
        return new ProjectedTickets(projector, gateway.tickets().compareTimeout(), CallerAuthentication::currentToken);
    }

    @Bean
    TicketLoads ticketLoads(
            RecordProducer producer,
            InstantSource clock,
            TicketEnds ends,
            ProjectedTickets projected,
            GatewayProperties gateway) {
        GatewayProperties.Tickets tickets = gateway.tickets();
        return new TicketLoads(producer, clock, ends::now, projected, tickets.maxInFlight(), tickets.maxListedErrors());
    }

    @Bean
    PendingUploads pendingUploads(GatewayProperties gateway) {
        return new PendingUploads(
                gateway.decisionTimeout(),
                gateway.roomTimeout(),
                gateway.maxScansInFlight(),
                gateway.maxScansInFlightPerDevice());
    }

    /** The outcome reader closes it, on its own thread. */
    @Bean(destroyMethod = "")
    Consumer<byte[], byte[]> outcomeConsumer(KafkaProperties kafka) {
        return consumer(kafka, "outcomes");
    }

    /** Metrics tell clients apart by their ids, and the producer has the gateway's. */
    private static Consumer<byte[], byte[]> consumer(KafkaProperties kafka, String reads) {
        Map<String, Object> properties = kafka.buildConsumerProperties();
        properties.put(ConsumerConfig.CLIENT_ID_CONFIG, kafka.getClientId() + "-" + reads);
        properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        return new KafkaConsumer<>(properties);
    }

    /** Starts before the web server and stops after it, so that every upload that is taken in can be answered. */
    @Bean
    Worker outcomeReader(
            KafkaProperties kafka,
            Consumer<byte[], byte[]> outcomeConsumer,
            PendingUploads pendingUploads,
            PinnedPartitions partitions,
            InstantSource clock,
            GatewayProperties gateway,
            ServiceExit exit) {
        OutcomeReader reader = new OutcomeReader(
                outcomeConsumer,
                RecordDecoder.configuredBy(kafka.buildConsumerProperties()),
                pendingUploads,
                clock,
                gateway.outcomesRetry(),
                count -> partitions.check(Topic.SCAN_OUTCOMES.topicName(), count));
        return reader("outcome reader", "outcome-reader", reader, exit);
    }

    @Bean
    ProjectorHttp projectorHttp(GatewayProperties gateway) {
        GatewayProperties.Projector projector = gateway.projector();
        return new ProjectorHttp(
                new ProjectorAddress(projector.url(), projector.connectTimeout(), projector.timeout()));
    }

    @Bean
    HealthIndicator kafkaHealthIndicator(
            Admin admin, GatewayProperties gateway, PinnedPartitions partitions, RecordProducer producer) {
        return new KafkaHealth(admin, gateway.healthTimeout(), partitions, producer);
    }

    @Bean
    MeterBinder producerMetrics(RecordProducer producer) {
        return new KafkaClientMetrics(producer.kafka());
    }

    @Bean
    MeterBinder outcomeConsumerMetrics(Consumer<byte[], byte[]> outcomeConsumer) {
        return new KafkaClientMetrics(outcomeConsumer);
    }
}
