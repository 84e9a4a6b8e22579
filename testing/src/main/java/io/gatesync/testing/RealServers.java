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
 * <p>They run in Docker where an engine answers, else as processes of this machine; no test is skipped for want of
 * either. The environment variable {@code GATESYNC_TEST_SERVERS} set to {@code docker} or {@code local} decides instead.
 *
 * <p>All classes of a test JVM share one set of servers, started when first asked for: keep out of each other's way by
 * own event ids, topics or databases ({@link Servers#database()} is the class's own).
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
@Tag("servers")
@ExtendWith(RealServersExtension.class)
public @interface RealServers {

    /** Those the class needs; they start at the same time. */
    Server[] value();

    /**
     * Whether the class gets servers of its own, empty, that it may kill and start again: {@link Servers#kafka()} and
     * its siblings. These are always processes of this machine: a container comes back with another port.
     */
    boolean fresh() default false;
}
