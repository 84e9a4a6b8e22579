package io.gatesync.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class CallerTest {
    private static final Caller DEVICE = new Caller(Role.DEVICE, "gate-1", Optional.of("e1"), "");
    private static final Caller LEAD = new Caller(Role.LEAD, "gate-1", Optional.of("e1"), "");
    private static final Caller ORGANISER = new Caller(Role.ORGANISER, "ada", Optional.empty(), "");

    @Test
    void a_device_sends_and_reads_what_is_its_own_and_leads_nothing() {
        assertThat(DEVICE.maySendAs("e1", "gate-1")).isTrue();
        assertThat(DEVICE.maySendAs("e1", "gate-2")).isFalse();
        assertThat(DEVICE.maySendAs("e2", "gate-1")).isFalse();
        assertThat(DEVICE.mayReadDevice("e1", "gate-1")).isTrue();
        assertThat(DEVICE.mayReadDevice("e1", "gate-2")).isFalse();
        assertThat(DEVICE.mayReadDevice("e2", "gate-1")).isFalse();
        assertThat(DEVICE.mayLead("e1")).isFalse();
        assertThat(DEVICE.isOrganiser()).isFalse();
    }

    /** Even one that is called as a device is. */
    @Test
    void a_lead_reads_and_corrects_one_event_and_sends_no_scans() {
        assertThat(LEAD.mayLead("e1")).isTrue();
        assertThat(LEAD.mayLead("e2")).isFalse();
        assertThat(LEAD.mayReadDevice("e1", "gate-2")).isTrue();
        assertThat(LEAD.mayReadDevice("e2", "gate-1")).isFalse();
        assertThat(LEAD.maySendAs("e1", "gate-1")).isFalse();
        assertThat(LEAD.isOrganiser()).isFalse();
    }

    @Test
    void an_organiser_may_do_everything() {
        assertThat(ORGANISER.maySendAs("e1", "gate-1")).isTrue();
        assertThat(ORGANISER.mayReadDevice("e2", "gate-1")).isTrue();
        assertThat(ORGANISER.mayLead("e3")).isTrue();
        assertThat(ORGANISER.isOrganiser()).isTrue();
    }

    @Test
    void a_device_without_an_event_and_an_organiser_with_one_do_not_exist() {
        assertThatThrownBy(() -> new Caller(Role.DEVICE, "d", Optional.empty(), ""))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Caller(Role.LEAD, "l", Optional.empty(), ""))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Caller(Role.ORGANISER, "o", Optional.of("e1"), ""))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
