package io.gatesync.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatesync.schemas.ScanDecided;
import io.gatesync.schemas.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * For each (event, qrcode) at most one scan is {@code SYNCED}.
 *
 * <p>Valid: synced a, conflict b; synced a, replayed synced a. Invalid: synced a, synced b; synced a twice without
 * "replayed"; replayed synced b after synced a.
 */
public final class OneAdmissionPerTicket implements Guarantee {
    private record Ticket(String eventId, String qrcode) {}

    private final Map<Ticket, List<UUID>> admissions = new HashMap<>();
    private final Map<Ticket, Set<UUID>> replays = new HashMap<>();

    @Override
    public void onDecided(ScanDecided outcome) {
        if (outcome.getVerdict() != Verdict.SYNCED) {
            return;
        }
        Ticket ticket = new Ticket(outcome.getEventId(), outcome.getQrcode());
        if (outcome.getReplayed()) {
            replays.computeIfAbsent(ticket, unseen -> new HashSet<>()).add(outcome.getScanId());
        } else {
            admissions.computeIfAbsent(ticket, unseen -> new ArrayList<>(1)).add(outcome.getScanId());
        }
    }

    @Override
    public void verify() {
        assertThat(admissions)
                .as("admissions of each ticket")
                .allSatisfy((ticket, scans) -> assertThat(scans).hasSize(1));
        assertThat(replays)
                .as("replayed admissions are of the one admitted scan")
                .allSatisfy((ticket, scans) ->
                        assertThat(scans).containsExactlyElementsOf(admissions.getOrDefault(ticket, List.of())));
    }
}
