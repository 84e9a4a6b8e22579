package io.gatesync.microbenchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Every benchmark runs: a short time in this JVM, whose figures mean nothing. */
class BenchmarksTest {

    private static Collection<RunResult> run(String benchmarks) throws RunnerException {
        return new Runner(new OptionsBuilder()
                        .include(benchmarks)
                        .forks(0)
                        .warmupIterations(0)
                        .measurementIterations(1)
                        .measurementTime(TimeValue.milliseconds(10))
                        .shouldFailOnError(true)
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .run();
    }

    @Test
    void steps_without_servers_run() throws RunnerException {
        assertThat(run("DecisionBenchmark|StoreCodecBenchmark|RecordBenchmark|ReplyToBenchmark"))
                .hasSize(13);
    }

    @Test
    @Tag("servers")
    void the_projectors_sql_runs() throws RunnerException {
        assertThat(run("ProjectorSqlBenchmark")).hasSize(2);
    }
}
