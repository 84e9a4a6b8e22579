package io.gatesync.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatesync.demo.Shift.App;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FestivalTest {

    private static final FestivalSpec USUAL = new FestivalSpec(12, 4, Duration.ofSeconds(90), 10);

    private record Act(String deviceId, Presentation presentation) {}

    private static List<Act> inOrderOfTime(Festival festival) {
        return festival.shifts().stream()
                .flatMap(shift ->
                        shift.presentations().stream().map(presentation -> new Act(shift.deviceId(), presentation)))
                .sorted(Comparator.comparing(act -> act.presentation().at()))
                .toList();
    }

    @Test
    void the_same_seed_makes_the_same_festival_and_another_seed_another() {
        assertThat(Festival.plan(USUAL, 7)).isEqualTo(Festival.plan(USUAL, 7));
        assertThat(Festival.plan(USUAL, 7)).isNotEqualTo(Festival.plan(USUAL, 8));
    }

    @Test
    void people_come_as_often_as_the_speed_says() {
        Festival festival = Festival.plan(USUAL, 1);

        // 12 devices, 90 s, someone every 0.4 s
        assertThat(inOrderOfTime(festival)).hasSizeBetween(2_300, 3_200);
        assertThat(festival.shifts()).hasSize(12);
        assertThat(festival.shifts().stream().map(Shift::gate).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(1, 2, 3, 4);
        assertThat(festival.shifts().stream().map(Shift::deviceId)).doesNotHaveDuplicates();
    }

    @Test
    void each_device_scans_in_order_while_the_entrances_are_open() {
        for (Shift shift : Festival.plan(USUAL, 1).shifts()) {
            assertThat(shift.presentations())
                    .isNotEmpty()
                    .isSortedAccordingTo(Comparator.comparing(Presentation::at))
                    .allMatch(presentation -> presentation.at().compareTo(USUAL.length()) < 0);
        }
    }

    @Test
    void some_devices_are_offline_for_a_while_and_back_before_the_end() {
        List<Outage> outages = Festival.plan(USUAL, 1).shifts().stream()
                .map(Shift::outage)
                .flatMap(Optional::stream)
                .toList();

        assertThat(outages).hasSize(4).allSatisfy(outage -> {
            assertThat(outage.to()).isBetween(outage.from().plusSeconds(10), USUAL.length());
            assertThat(outage.covers(outage.from())).isTrue();
            assertThat(outage.covers(outage.to())).isFalse();
        });
    }

    @Test
    void whatever_can_go_wrong_at_a_gate_happens() {
        Festival festival = Festival.plan(USUAL, 1);
        Set<String> known = festival.tickets().stream().map(Ticket::qrcode).collect(Collectors.toSet());
        Set<String> revoked = festival.tickets().stream()
                .filter(Ticket::revoked)
                .map(Ticket::qrcode)
                .collect(Collectors.toSet());
        Map<String, Set<String>> devices = new HashMap<>();
        int againAtTheSameDevice = 0;
        for (Act act : inOrderOfTime(festival)) {
            Set<String> seenBy = devices.computeIfAbsent(act.presentation().qrcode(), unseen -> new HashSet<>());
            againAtTheSameDevice += seenBy.add(act.deviceId()) ? 0 : 1;
        }

        assertThat(againAtTheSameDevice).isPositive();
        assertThat(devices.values()).anyMatch(seenBy -> seenBy.size() > 1);
        assertThat(devices.keySet()).anyMatch(revoked::contains).anyMatch(qrcode -> !known.contains(qrcode));
        assertThat(festival.validCodes())
                .hasSize(known.size() - revoked.size())
                .isSubsetOf(known)
                .doesNotContainAnyElementsOf(revoked);
        assertThat(inOrderOfTime(festival)).anyMatch(act -> act.presentation().answerLost());
        assertThat(festival.shifts().stream().map(Shift::app)).contains(App.OLD, App.CURRENT);
    }

    @Test
    void a_single_device_at_a_single_gate_is_a_festival_too() {
        Festival festival = Festival.plan(new FestivalSpec(1, 1, Duration.ofSeconds(5), 10), 3);

        assertThat(inOrderOfTime(festival)).isNotEmpty();
        assertThat(festival.validCodes()).isNotEmpty();
    }
}
