package io.gatesync.system;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The test class runs against a GateSync of its own, to break. It runs at the same time as the classes that share one
 * ({@link OnRunningStack}): most of the time, each waits.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RunningStackExtension.class)
@interface OnOwnStack {

    /** Whether the stack has two gateways, two processors and two projectors, each as on a machine of its own. */
    boolean twoOfEach() default false;

    /** How many brokers Kafka has: 1, or 3 of which any one may be killed. */
    int brokers() default 1;
}
