package io.gatesync.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatesync.localstack.Part;
import io.gatesync.servers.ServerProcess;
import io.gatesync.testing.Seed;
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
@OnOwnStack(twoOfEach = true)
@Order(1)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TwoOfEachTest {
    private static final double IN_THE_MIDDLE = 0.2;
    private static final List<Part> SERVICES = List.of(Part.GATEWAY, Part.PROCESSOR, Part.PROJECTOR);

    private final Random random = Seed.printed().random();

    /** Not a gateway: nothing goes over to the other while a device waits for this one. */
    @Test
    @Order(1)
    void when_one_freezes_the_other_takes_over_and_the_frozen_one_changes_nothing_when_it_wakes_up(RunningStack stack) {
        List<ServerProcess> frozen = List.of(stack.second(Part.PROCESSOR), stack.second(Part.PROJECTOR));
        duringARush(stack, rush -> {
            AtOnce.each(frozen, ServerProcess::freeze);
            // An upload has scans of all partitions: it is decided when the other processor has taken over.
            rush.awaitDecided(2 * IN_THE_MIDDLE);
            assertThat(rush.isUndecided()).as("it wakes up before the end").isTrue();
            AtOnce.each(frozen, ServerProcess::thaw);
        });
    }

    @Test
    @Order(2)
    void when_one_of_each_is_killed_the_others_go_on(RunningStack stack) {
        List<ServerProcess> seconds = SERVICES.stream().map(stack::second).toList();
        duringARush(stack, rush -> AtOnce.each(seconds, ServerProcess::kill));
    }

    /** The others were killed by the test before. */
    @Test
    @Order(3)
    void when_the_only_ones_are_killed_and_started_again_nothing_is_lost(RunningStack stack) {
        List<ServerProcess> firsts =
                SERVICES.stream().map(service -> stack.parts().part(service)).toList();
        duringARush(stack, rush -> {
            AtOnce.each(firsts, ServerProcess::kill);
            AtOnce.each(firsts, ServerProcess::start);
        });
    }

    private void duringARush(RunningStack stack, Consumer<Rush> fault) {
        try (Rush rush = Rush.begin(stack, random)) {
            rush.awaitDecided(IN_THE_MIDDLE);
            assertThat(rush.isUndecided()).as("before the end").isTrue();
            fault.accept(rush);

            rush.awaitEnd();
        }
        stack.awaitGuarantees();
    }
}
