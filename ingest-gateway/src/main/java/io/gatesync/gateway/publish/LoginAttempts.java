package io.gatesync.gateway.publish;

import io.gatesync.messaging.Topic;
import io.gatesync.schemas.LoginAttempted;
import java.util.concurrent.Semaphore;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes who tried to log in. Nobody waits for it, and no login fails because of it. */
public final class LoginAttempts {
    private static final Logger LOG = LoggerFactory.getLogger(LoginAttempts.class);
    /** While Kafka is away, each waits for some seconds; more are given up. */
    private static final int MAX_IN_FLIGHT = 1_000;

    private final RecordProducer producer;
    private final Semaphore room = new Semaphore(MAX_IN_FLIGHT);

    public LoginAttempts(RecordProducer producer) {
        this.producer = producer;
    }

    /** Publishes it; if that fails, the log says so. */
    public void publish(LoginAttempted attempt) {
        if (!room.tryAcquire()) {
            notPublished(attempt, "too many others wait for Kafka");
            return;
        }
        Thread.ofVirtual().name("login-attempt").start(() -> {
            try {
                producer.send(new ProducerRecord<>(
                        Topic.LOGIN_ATTEMPTS.topicName(),
                        null,
                        attempt.getAttemptedAt().toEpochMilli(),
                        attempt.getEventId(),
                        attempt));
            } catch (RuntimeException e) {
                notPublished(attempt, String.valueOf(e.getMessage()));
            } finally {
                room.release();
            }
        });
    }

    private static void notPublished(LoginAttempted attempt, String reason) {
        LOG.warn(
                "A login at \"{}\" from {} ({}) is not in the log of logins, since {}",
                attempt.getIdentifier(),
                attempt.getIpAddress(),
                attempt.getSuccess() ? "let in" : "refused",
                reason);
    }
}
