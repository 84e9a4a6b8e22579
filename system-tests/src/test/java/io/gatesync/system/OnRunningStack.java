package io.gatesync.system;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The test class runs against all of GateSync, which its tests get as a {@link RunningStack} parameter. All such classes share
 * one, each with its own events, and run one after the other: some of them stop parts of it.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RunningStackExtension.class)
@Execution(ExecutionMode.SAME_THREAD)
@interface OnRunningStack {}
