package io.gatesync.system;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatesync.localstack.Part;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The day before the doors open, the gates rehearse; then everybody is out again. */
@OnRunningStack
class RehearsalTest {
    private static final List<String> CODES = List.of("T-1", "T-2", "T-3", "T-4", "T-5", "T-6", "T-7", "T-8");

    @Test
    void after_a_rehearsal_each_ticket_admits_again_also_after_restarts(RunningStack stack) {
        Event rehearsal = stack.newEvent(new Tickets(20));
        List<Device.Scan> rehearsed = Device.scansOf(CODES);
        List<Device.Scan> rehearsedTwice = Device.scansOf(CODES);
        assertThat(rehearsal.device("north").uploadUntilDecided(rehearsed))
                .containsValues("synced")
                .hasSize(8);
        assertThat(rehearsal.device("south").uploadUntilDecided(rehearsedTwice)).doesNotContainValue("synced");

        Event festival = rehearsal.resetAdmissions();
        stack.parts().part(Part.PROCESSOR).stop();
        stack.parts().part(Part.PROJECTOR).stop();
        stack.parts().start(Part.PROCESSOR);
        stack.parts().start(Part.PROJECTOR);

        assertThat(rehearsal.device("north").uploadUntilDecided(rehearsed))
                .as("sent again, since the answer was lost")
                .containsExactlyInAnyOrderEntriesOf(allTold(rehearsed, "synced"));
        assertThat(rehearsal.device("south").uploadUntilDecided(rehearsedTwice))
                .containsExactlyInAnyOrderEntriesOf(allTold(rehearsedTwice, "conflict"));
        List<Device.Scan> real = Device.scansOf(CODES);
        assertThat(festival.device("south").uploadUntilDecided(real))
                .containsExactlyInAnyOrderEntriesOf(allTold(real, "synced"));
        List<Device.Scan> late = Device.scansOf(CODES);
        assertThat(festival.device("north").uploadUntilDecided(late))
                .containsExactlyInAnyOrderEntriesOf(allTold(late, "conflict"));

        stack.awaitGuarantees();
        assertThat(festival.rows("offline_tickets", "device_id = 'south'")).isEqualTo(8);
        assertThat(festival.rows("offline_tickets", "device_id = 'north'")).isZero();
        assertThat(festival.rows("device_scan_logs", "rehearsal")).isEqualTo(16);
        assertThat(festival.rows("device_scan_logs", "not rehearsal")).isEqualTo(16);
        JsonNode status = festival.device("north").status();
        assertThat(status.path("total_scans").asInt()).as(status.toString()).isZero();
    }

    private static Map<Device.Scan, String> allTold(List<Device.Scan> scans, String verdict) {
        return scans.stream().collect(toMap(scan -> scan, scan -> verdict));
    }
}
