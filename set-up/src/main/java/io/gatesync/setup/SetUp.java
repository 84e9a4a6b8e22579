package io.gatesync.setup;

import io.gatesync.messaging.JvmSettings;
import io.gatesync.messaging.Retention;
import io.gatesync.messaging.Topic;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.slf4j.LoggerFactory;

/** The set-up step as a program: takes its settings from the environment, and exits with 1 and the reason if it fails. */
final class SetUp {
    private static final String CLIENT_FILE = "GATESYNC_KAFKA_CLIENT_FILE";
    private static final String OUTCOMES_KEPT_DAYS = "GATESYNC_OUTCOMES_KEPT_DAYS";

    private SetUp() {}

    public static void main(String[] args) {
        JvmSettings.apply();
        configureLogging();
        try {
            Secrets.of(System.getenv()).make();
            provision(System.getenv()).run();
        } catch (RuntimeException e) {
            LoggerFactory.getLogger(SetUp.class)
                    .error("Set-up failed; run it again when this is corrected: {}", e.getMessage());
            System.exit(1);
        }
    }

    /** Not as {@code /logback.xml}: whoever has this module on the class path keeps a log configuration of their own. */
    private static void configureLogging() {
        if (System.getProperty("logback.configurationFile") == null) {
            System.setProperty("logback.configurationFile", "io/gatesync/setup/logback.xml");
        }
    }

    /** @throws IllegalArgumentException if a value cannot be, or the file of the client cannot be read */
    static Provision provision(Map<String, String> env) {
        return new Provision(
                kafka(env),
                env.getOrDefault("GATESYNC_REGISTRY_URL", "http://127.0.0.1:8081"),
                number(env, "GATESYNC_PARTITIONS", Provision.DEFAULT_PARTITIONS),
                number(env, "GATESYNC_REPLICAS", Provision.DEFAULT_REPLICAS),
                env.containsKey(OUTCOMES_KEPT_DAYS)
                        ? outcomesKept(Retention.days(number(env, OUTCOMES_KEPT_DAYS, 0)))
                        : Map.of(),
                isTrue(env, "GATESYNC_KAFKA_ACLS"));
    }

    /** The file is a client's, as Kafka's own tools take it with {@code --command-config}. */
    private static Map<String, Object> kafka(Map<String, String> env) {
        Map<String, Object> connection = new HashMap<>();
        connection.put(
                CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
                env.getOrDefault("SPRING_KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:9092"));
        String file = env.get(CLIENT_FILE);
        if (file != null) {
            Properties client = new Properties();
            try (Reader reader = Files.newBufferedReader(Path.of(file))) {
                client.load(reader);
            } catch (IOException e) {
                throw new IllegalArgumentException("%s cannot be read: %s".formatted(CLIENT_FILE, e), e);
            }
            client.stringPropertyNames().forEach(key -> connection.put(key, client.getProperty(key)));
        }
        return connection;
    }

    private static boolean isTrue(Map<String, String> env, String name) {
        return switch (env.getOrDefault(name, "false")) {
            case "true" -> true;
            case "false" -> false;
            default ->
                throw new IllegalArgumentException("%s must be true or false, not %s".formatted(name, env.get(name)));
        };
    }

    /** The uploads are kept as long as their outcomes: the tables are made of both. */
    private static Map<Topic, Retention> outcomesKept(Retention outcomes) {
        return Map.of(Topic.SCAN_OUTCOMES, outcomes, Topic.SYNC_SESSIONS, outcomes);
    }

    private static int number(Map<String, String> env, String name, int defaultValue) {
        String value = env.get(name);
        try {
            return value == null ? defaultValue : Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("%s must be a number, not %s".formatted(name, value), e);
        }
    }
}
