package io.gatesync.projector.tables;

import static io.gatesync.projector.SampleRecords.NOON;
import static io.gatesync.projector.SampleRecords.outcome;
import static io.gatesync.projector.SampleRecords.undo;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatesync.schemas.ScanDecided;
import io.gatesync.schemas.UndoAnswer;
import io.gatesync.schemas.Verdict;
import io.gatesync.testing.RealServers;
import io.gatesync.testing.Server;
import io.gatesync.testing.Servers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@RealServers(Server.POSTGRES)
class TicketTableTest {
    private final MigratedDatabase database =
            new MigratedDatabase(Servers.current().newDatabase());

    /** The record that begins the round is of another partition, and comes later. */
    @Test
    void who_comes_in_and_goes_out_in_a_new_round_leaves_nobody_of_the_round_before() throws RowRefusedException {
        ScanDecided south = admission("south", 2);

        write(List.of(List.of(admission("north", 1)), List.of(south, takenBack(south, 0))));

        assertThat(database.jdbc().queryForMap("select log_count, sync, device_id, scanned_at from offline_tickets"))
                .containsEntry("log_count", 0)
                .containsEntry("sync", 0)
                .containsEntry("device_id", null)
                .containsEntry("scanned_at", null);
    }

    @Test
    void taking_back_an_admission_of_an_earlier_round_leaves_that_of_the_new_one() throws RowRefusedException {
        ScanDecided north = admission("north", 1);

        write(List.of(List.of(north, admission("south", 2)), List.of(takenBack(north, 0))));

        assertThat(database.jdbc().queryForObject("select device_id from offline_tickets", String.class))
                .isEqualTo("south");
    }

    @Test
    void however_two_rounds_are_cut_into_batches_the_row_is_the_same() throws RowRefusedException {
        ScanDecided north = admission("north", 1);
        ScanDecided south = admission("south", 2);
        List<ScanDecided> story =
                List.of(north, south, takenBack(south, 3), takenBack(north, -60), admission("west", 2));
        for (int length = 1; length <= story.size(); length++) {
            List<ScanDecided> told = story.subList(0, length);
            write(told.stream().map(List::of).toList());
            String oneByOne = database.content();
            for (List<List<ScanDecided>> batches : cuts(told)) {
                write(batches);
                assertThat(database.content())
                        .as(
                                "%s outcomes in batches of %s",
                                length, batches.stream().map(List::size).toList())
                        .isEqualTo(oneByOne);
            }
        }
    }

    /** All ways to cut a list into batches. */
    private static List<List<List<ScanDecided>>> cuts(List<ScanDecided> outcomes) {
        List<List<List<ScanDecided>>> cuts = new ArrayList<>();
        cuts.add(List.of(outcomes));
        for (int first = 1; first < outcomes.size(); first++) {
            for (List<List<ScanDecided>> rest : cuts(outcomes.subList(first, outcomes.size()))) {
                List<List<ScanDecided>> cut = new ArrayList<>();
                cut.add(outcomes.subList(0, first));
                cut.addAll(rest);
                cuts.add(cut);
            }
        }
        return cuts;
    }

    private void write(List<List<ScanDecided>> batches) throws RowRefusedException {
        database.clear();
        WrittenOutcomes outcomes = new WrittenOutcomes(database);
        for (List<ScanDecided> batch : batches) {
            outcomes.writeBatch(batch);
        }
    }

    private static ScanDecided admission(String device, long round) {
        return outcome("expo", device, "A", Verdict.SYNCED)
                .setAdmissionRound(round)
                .build();
    }

    private static ScanDecided takenBack(ScanDecided scan, int secondsAfterNoon) {
        return ScanDecided.newBuilder(undo(scan, UndoAnswer.UNDONE))
                .setDecidedAt(NOON.plusSeconds(secondsAfterNoon))
                .build();
    }
}
