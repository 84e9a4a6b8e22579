package io.gatesync.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatesync.localstack.Part;
import io.gatesync.testing.RawHttp.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** Everything is stopped and started again; then the logs are checked. Runs last of the classes that share a stack. */
@OnRunningStack
@Order(Integer.MAX_VALUE)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RestartTest {

    private static final Pattern TROUBLE =
            Pattern.compile("\\bERROR\\b|\\bFATAL\\b|\\bPANIC\\b|^\\s+at [\\w.$/]+\\(|^Caused by:|Exception in thread");

    /** Lines that Kafka and PostgreSQL log although nothing is wrong. */
    private static final Map<Part, Pattern> ALLOWED = Map.of(
            // The second batch of a new transaction has overtaken the first; the producer sends it again.
            Part.KAFKA, Pattern.compile("ERROR ReplicaManager .* Error processing append operation on partition"),
            // The stack asked whether PostgreSQL is ready before it was.
            Part.POSTGRES, Pattern.compile("FATAL:  the database system is (starting up|not yet accepting)"));

    @Test
    @Order(1)
    void what_was_admitted_yesterday_is_a_conflict_today(RunningStack stack) {
        Event event = stack.newEvent(new Tickets(2));
        event.device("phone-1").uploadUntilDecided(Device.scansOf(List.of("T-1")));
        stack.awaitGuarantees();

        stack.parts().close();
        stack.parts().start();

        Answer answer = event.device("phone-2").upload(Device.scansOf(List.of("T-1", "T-2")));
        JsonNode results = answer.json().path("results");
        assertThat(results.path(0).path("sync_status").asString()).isEqualTo("conflict");
        assertThat(results.path(0).path("scanned_by").asString()).isEqualTo("phone-1");
        assertThat(results.path(1).path("sync_status").asString()).isEqualTo("synced");
        stack.awaitGuarantees();
    }

    @ParameterizedTest
    @EnumSource(Part.class)
    @Order(2)
    void the_log_of_a_normal_run_holds_no_error_and_no_stack_trace(Part part, RunningStack stack) throws IOException {
        List<String> log = Files.readAllLines(stack.log(part));

        if (part != Part.REGISTRY) { // The registry logs warnings only, and has none to log.
            assertThat(log).as("lines in the log").isNotEmpty();
        }
        assertThat(log.stream()
                        .filter(line -> TROUBLE.matcher(line).find())
                        .filter(line -> !ALLOWED.containsKey(part)
                                || !ALLOWED.get(part).matcher(line).find()))
                .isEmpty();
    }
}
