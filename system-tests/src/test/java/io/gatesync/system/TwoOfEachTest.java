package io.gatesync.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatesync.localstack.Part;
import io.gatesync.servers.ServerProcess;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Two gateways, two processors and two projectors share the work, and fail in the middle of the uploads. {@code ManyFaultsTest}
 * makes more faults, at any moment.
 */
@OnRunningStack(own = true, twoOfEach = true)
@Order(1)
class TwoOfEachTest {
    private static final double IN_THE_MIDDLE = 0.2;
    private static final List<Part> SERVICES = List.of(Part.GATEWAY, Part.PROCESSOR, Part.PROJECTOR);

    /** Longer than a processor's session, and than a projector's: the other takes over, and this one wakes up as a zombie. */
    private static final Duration LONGER_THAN_A_SESSION = Duration.ofSeconds(12);

    private final Random random = Seed.logged().random();

    @Test
    void when_one_of_each_is_killed_the_others_go_on(RunningStack stack) {
        try (Rush rush = Rush.begin(stack, random)) {
            rush.awaitDecided(IN_THE_MIDDLE);
            ofTheSeconds(stack, ServerProcess::kill);
            assertThat(rush.isUndecided()).as("killed before the end").isTrue();

            rush.awaitEnd();
        }
        stack.awaitGuarantees();
        ofTheSeconds(stack, ServerProcess::start);
    }

    @Test
    void when_one_of_each_freezes_and_wakes_up_after_its_session_it_changes_nothing(RunningStack stack) {
        try (Rush rush = Rush.begin(stack, random)) {
            rush.awaitDecided(IN_THE_MIDDLE);
            ofTheSeconds(stack, ServerProcess::freeze);
            assertThat(rush.isUndecided()).as("frozen before the end").isTrue();
            await("the end of its session")
                    .pollDelay(LONGER_THAN_A_SESSION)
                    .timeout(LONGER_THAN_A_SESSION.plusSeconds(10))
                    .until(() -> true);
            ofTheSeconds(stack, ServerProcess::thaw);

            rush.awaitEnd();
        }
        stack.awaitGuarantees();
    }

    private static void ofTheSeconds(RunningStack stack, Consumer<ServerProcess> fault) {
        SERVICES.forEach(service -> fault.accept(stack.second(service)));
    }

    @ParameterizedTest
    @EnumSource(names = {"GATEWAY", "PROCESSOR", "PROJECTOR"})
    void when_both_are_killed_and_started_again_nothing_is_lost(Part service, RunningStack stack) {
        try (Rush rush = Rush.begin(stack, random)) {
            rush.awaitDecided(IN_THE_MIDDLE);
            stack.second(service).kill();
            stack.parts().kill(service);
            assertThat(rush.isUndecided()).as("killed before the end").isTrue();
            stack.parts().start(service);
            stack.second(service).start();

            rush.awaitEnd();
        }
        stack.awaitGuarantees();
    }
}
