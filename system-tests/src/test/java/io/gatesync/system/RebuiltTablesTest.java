package io.gatesync.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatesync.localstack.Part;
import java.util.List;
import org.junit.jupiter.api.Test;

@OnRunningStack
class RebuiltTablesTest {

    @Test
    void tables_that_were_dropped_are_built_again_from_the_topics(RunningStack stack) {
        Event event = stack.newEvent(new Tickets(50));
        Device winner = event.device("phone-1");
        winner.uploadUntilDecided(Device.scansOf(new Tickets(50).qrcodes()));
        event.device("phone-2").uploadUntilDecided(Device.scansOf(List.of("T-1", "forged")));
        stack.awaitGuarantees();

        stack.parts().part(Part.PROJECTOR).stop();
        stack.execute("drop schema public cascade; create schema public");
        stack.parts().start(Part.PROJECTOR);

        stack.awaitGuarantees();
        assertThat(winner.status().path("total_scans").asInt()).isEqualTo(50);
        assertThat(event.rows("device_scan_logs", "true")).isEqualTo(52);
    }
}
