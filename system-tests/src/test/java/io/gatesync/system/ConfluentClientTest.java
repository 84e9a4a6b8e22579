package io.gatesync.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import io.gatesync.servers.Distribution;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The profile {@code interop}: Confluent's own client, in another language, can read the verdicts. */
@OnRunningStack
@Tag("interop")
class ConfluentClientTest {

    private static final Logger LOG = LoggerFactory.getLogger(ConfluentClientTest.class);
    private static final JsonMapper JSON = new JsonMapper();
    private static final Path SCRIPT =
            Distribution.ofSystemProperty().root().resolve("system-tests/src/test/js/confluent-client");

    @Test
    void confluents_javascript_client_decodes_every_verdict(RunningStack stack) throws Exception {
        Event event = stack.newEvent(new Tickets(200));
        event.device("phone-1").uploadUntilDecided(Device.scansOf(new Tickets(200).qrcodes()));
        event.device("phone-2").uploadUntilDecided(Device.scansOf(List.of("T-1", "T-2", "forged")));

        run("npm", "ci", "--no-fund", "--no-audit");
        String output = run(
                "node",
                "read-outcomes.js",
                stack.parts().bootstrapServers(),
                stack.parts().registryUrl());

        List<JsonNode> outcomes = output.lines().map(JSON::readTree).toList();
        outcomes.stream()
                .filter(outcome -> outcome.path("device_id").asString().equals("phone-2"))
                .forEach(outcome -> LOG.info("decoded {}", outcome));
        assertThat(outcomes.stream()
                        .collect(groupingBy(outcome -> outcome.path("verdict").asString(), counting())))
                .containsOnly(entry("SYNCED", 200L), entry("CONFLICT", 2L), entry("TICKET_NOT_FOUND", 1L));
        assertThat(outcomes)
                .allSatisfy(outcome -> assertThat(outcome.path("key")).isEqualTo(outcome.path("qrcode")))
                .filteredOn(outcome -> outcome.path("verdict").asString().equals("CONFLICT"))
                .extracting(
                        outcome -> outcome.path("event_id").asString(),
                        outcome -> outcome.path("qrcode").asString(),
                        outcome -> outcome.path("first_scan").path("device_id").asString(),
                        outcome -> outcome.path("ticket").path("type").asString())
                .containsExactlyInAnyOrder(
                        tuple(event.id(), "T-1", "phone-1", "Weekend"), tuple(event.id(), "T-2", "phone-1", "Weekend"));
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(SCRIPT.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor())
                .as("%s: %s", String.join(" ", command), output)
                .isZero();
        return output;
    }
}
