package io.gatesync.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatesync.localstack.Part;
import java.util.Random;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each service is killed once in the middle of the uploads. {@code ManyFaultsTest} kills more parts, at any moment. */
@OnRunningStack(own = true)
@Order(1)
class KilledServiceTest {

    private static final double IN_THE_MIDDLE = 0.3;

    private final Random random = Seed.logged().random();

    @ParameterizedTest
    @EnumSource(names = {"GATEWAY", "PROCESSOR", "PROJECTOR"})
    void a_service_that_is_killed_and_started_again_loses_nothing(Part service, RunningStack stack) {
        try (Rush rush = Rush.begin(stack, random)) {
            rush.awaitDecided(IN_THE_MIDDLE);

            stack.parts().kill(service);
            assertThat(rush.isUndecided()).as("killed before the end").isTrue();
            stack.parts().start(service);

            rush.awaitEnd();
        }
        stack.awaitGuarantees();
    }
}
