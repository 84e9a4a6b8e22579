package io.gatesync.setup;

import io.gatesync.messaging.JvmSettings;
import io.gatesync.messaging.Retention;
import io.gatesync.messaging.Topic;
import java.util.Map;
import org.slf4j.LoggerFactory;

/** The set-up step as a program: takes its settings from the environment, and exits with 1 and the reason if it fails. */
final class SetUp {
    private static final String OUTCOMES_KEPT_DAYS = "GATESYNC_OUTCOMES_KEPT_DAYS";

    private SetUp() {}

    public static void main(String[] args) {
        JvmSettings.apply();
        configureLogging();
        try {
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

    /** @throws IllegalArgumentException if a value is not a number, or out of its range */
    static Provision provision(Map<String, String> env) {
        return new Provision(
                env.getOrDefault("SPRING_KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:9092"),
                env.getOrDefault("GATESYNC_REGISTRY_URL", "http://127.0.0.1:8081"),
                number(env, "GATESYNC_PARTITIONS", Provision.DEFAULT_PARTITIONS),
                number(env, "GATESYNC_REPLICAS", Provision.DEFAULT_REPLICAS),
                env.containsKey(OUTCOMES_KEPT_DAYS)
                        ? outcomesKept(Retention.days(number(env, OUTCOMES_KEPT_DAYS, 0)))
                        : Map.of());
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
