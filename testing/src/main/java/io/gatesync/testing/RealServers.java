package io.gatesync.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives a test class real servers, as a parameter of type {@link Servers} or by {@link Servers#current()}.
 *
 * <p>They run in Docker if an engine answers, otherwise as processes of this machine; no test is skipped because Docker
 * is missing. The environment variable {@code GATESYNC_TEST_SERVERS} forces one of the two: {@code docker} or
 * {@code local}.
 *
 * <p>All classes of a test JVM share one set of servers. A test must therefore use its own event ids, topics or database
 * ({@link Servers#database()} belongs to the class).
 *
 * <p>An Awaitility {@code await()} without a time of its own waits for up to a minute.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
@Tag("servers")
@ExtendWith(RealServersExtension.class)
public @interface RealServers {

    /** The servers that the class needs; they start at the same time. */
    Server[] value();

    /**
     * Whether the class gets empty servers of its own, which it may kill and start again: {@link Servers#kafka()} and so
     * on. They are always processes of this machine, because a restarted container has another port.
     */
    boolean fresh() default false;

    /**
     * How many Kafka brokers there are: 1, or 3, which keep three replicas and of which one may be killed
     * ({@link Servers#kafkaCluster()}). Three are always the class's own, so they need {@code fresh = true}.
     */
    int brokers() default 1;
}
