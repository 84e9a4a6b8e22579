package io.gatesync.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatesync.localstack.Part;
import io.gatesync.servers.ServerProcess;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Two gateways, two processors and two projectors share the work, and fail in the middle of the uploads. {@code ManyFaultsTest}
 * makes more faults, at any moment.
 */
@OnRunningStack(own = true, twoOfEach = true)
@Order(1)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TwoOfEachTest {
    private static final double IN_THE_MIDDLE = 0.2;
    private static final List<Part> SERVICES = List.of(Part.GATEWAY, Part.PROCESSOR, Part.PROJECTOR);

    /** Longer than a processor's session, and than a projector's: the other takes over, and this one wakes up as a zombie. */
    private static final Duration LONGER_THAN_A_SESSION = Duration.ofSeconds(12);

    private final Random random = Seed.logged().random();

    @Test
    @Order(2)
    void when_one_of_each_is_killed_the_others_go_on(RunningStack stack) {
        try (Rush rush = Rush.begin(stack, random)) {
            rush.awaitDecided(IN_THE_MIDDLE);
            ofTheSeconds(stack, ServerProcess::kill);
            assertThat(rush.isUndecided()).as("killed before the end").isTrue();

            rush.awaitEnd();
        }
        stack.awaitGuarantees();
    }

    @Test
    @Order(1)
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

    /** The others were killed by the test before. */
    @Test
    @Order(3)
    void when_the_only_ones_are_killed_and_started_again_nothing_is_lost(RunningStack stack) {
        try (Rush rush = Rush.begin(stack, random)) {
            rush.awaitDecided(IN_THE_MIDDLE);
            ofTheFirsts(stack, ServerProcess::kill);
            assertThat(rush.isUndecided()).as("killed before the end").isTrue();
            ofTheFirsts(stack, ServerProcess::start);

            rush.awaitEnd();
        }
        stack.awaitGuarantees();
    }

    private static void ofTheFirsts(RunningStack stack, Consumer<ServerProcess> fault) {
        AtOnce.each(
                SERVICES.stream().map(service -> stack.parts().part(service)).toList(), fault);
    }

    private static void ofTheSeconds(RunningStack stack, Consumer<ServerProcess> fault) {
        AtOnce.each(SERVICES.stream().map(stack::second).toList(), fault);
    }
}
