package io.gatesync.setup;

import static org.apache.kafka.common.acl.AclOperation.DESCRIBE_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;

import io.gatesync.messaging.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * What each service may do in a Kafka that asks who its clients are: what it needs and no more. The user of a service has the
 * service's name. README.md has the same as a table, which a test compares.
 */
public enum ServiceAcls {
    /** Publishes what devices and organisers send, and reads the verdicts. */
    INGEST_GATEWAY(
            "ingest-gateway",
            Stream.of(
                    topics(
                            WRITE,
                            Topic.TICKETS,
                            Topic.SCANS,
                            Topic.SYNC_SESSIONS,
                            Topic.EVENTS,
                            Topic.DEVICES,
                            Topic.DEVICE_LOGINS,
                            Topic.LOGIN_ATTEMPTS),
                    // It reads one ticket when it starts: whether the partitions are still those that tickets were
                    // placed in.
                    topics(READ, Topic.TICKETS, Topic.SCAN_OUTCOMES, Topic.EVENTS, Topic.DEVICES, Topic.DEVICE_LOGINS),
                    // It says how long Kafka keeps what is left of an ended event.
                    topics(
                            DESCRIBE_CONFIGS,
                            Topic.TICKETS,
                            Topic.SCANS,
                            Topic.SCAN_OUTCOMES,
                            Topic.SYNC_SESSIONS,
                            Topic.LOGIN_ATTEMPTS,
                            Topic.DEAD_LETTERS))),
    /** Decides. */
    SCAN_PROCESSOR(
            "scan-processor",
            Stream.of(
                    topics(READ, Topic.TICKETS, Topic.SCANS, Topic.SCAN_OUTCOMES, Topic.TICKET_STORE, Topic.EVENTS),
                    topics(WRITE, Topic.SCAN_OUTCOMES, Topic.TICKET_STORE, Topic.DEAD_LETTERS),
                    Stream.of(
                            new Grant(READ, ResourceType.GROUP, Topic.PROCESSOR_GROUP, PatternType.LITERAL),
                            // Each thread has a transactional id that begins with the name of the group.
                            new Grant(
                                    WRITE,
                                    ResourceType.TRANSACTIONAL_ID,
                                    Topic.PROCESSOR_GROUP,
                                    PatternType.PREFIXED)))),
    /** Reads all that the tables show. */
    STATUS_PROJECTOR(
            "status-projector",
            Stream.of(
                    topics(
                            READ,
                            Topic.TICKETS,
                            Topic.SCAN_OUTCOMES,
                            Topic.SYNC_SESSIONS,
                            Topic.EVENTS,
                            Topic.DEVICES,
                            Topic.DEVICE_LOGINS,
                            Topic.LOGIN_ATTEMPTS),
                    topics(WRITE, Topic.DEAD_LETTERS),
                    // It shares the partitions out among its instances; its offsets are in PostgreSQL.
                    Stream.of(new Grant(READ, ResourceType.GROUP, "status-projector", PatternType.LITERAL))));

    private static final String ANY_HOST = "*";

    private final String user;
    private final List<Grant> grants;

    ServiceAcls(String user, Stream<Stream<Grant>> grants) {
        this.user = user;
        this.grants = grants.flatMap(some -> some).toList();
    }

    /**
     * A right to something in Kafka. Who may read or write it may also see that it is there.
     *
     * @param operation what may be done
     * @param type what kind of thing it is done to
     * @param name its name, or how its name begins
     * @param pattern which of the two
     */
    public record Grant(AclOperation operation, ResourceType type, String name, PatternType pattern) {}

    /** The name by which the service logs in to Kafka. */
    public String user() {
        return user;
    }

    /** Its rights. */
    public List<Grant> grants() {
        return grants;
    }

    /** The rights of all services, as Kafka takes them. */
    static List<AclBinding> bindings() {
        List<AclBinding> bindings = new ArrayList<>();
        for (ServiceAcls service : values()) {
            for (Grant grant : service.grants) {
                bindings.add(new AclBinding(
                        new ResourcePattern(grant.type(), grant.name(), grant.pattern()),
                        new AccessControlEntry(
                                "User:" + service.user, ANY_HOST, grant.operation(), AclPermissionType.ALLOW)));
            }
        }
        return bindings;
    }

    private static Stream<Grant> topics(AclOperation operation, Topic... topics) {
        return Stream.of(topics)
                .map(topic -> new Grant(operation, ResourceType.TOPIC, topic.topicName(), PatternType.LITERAL));
    }
}
