package io.gatesync.system;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/** The test class runs against all of GateSync, which its tests get as a {@link RunningStack} parameter. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RunningStackExtension.class)
@interface OnRunningStack {

    /** Whether the class gets a stack of its own, to break. Otherwise all classes share one, each with its own events. */
    boolean own() default false;

    /** Whether the stack has two gateways, two processors and two projectors, each as on a machine of its own. Only with own. */
    boolean twoOfEach() default false;
}
