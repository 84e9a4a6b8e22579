package io.gatesync.gateway.ticketlist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Each line of the page for organisers loads the list that it is for. */
class TicketListsPageTest {
    private static final Path PAGE = Path.of("../docs/ticket-lists.md");
    private static final Pattern LOAD = Pattern.compile("(?m)^curl -H @token -T (\\S+) '[^'?]*/tickets\\??([^']*)'$");

    @Test
    void each_line_loads_its_list() throws IOException {
        List<MatchResult> lines = LOAD.matcher(Files.readString(PAGE)).results().toList();

        assertThat(lines).hasSizeGreaterThanOrEqualTo(8);
        for (MatchResult line : lines) {
            List<TicketRow> rows =
                    ReadList.ofExport(line.group(1), line.group(2)).rows();
            assertThat(rows.getFirst()).as(line.group()).isInstanceOf(TicketRow.Ticket.class);
            // The page says that FooEvents has rows without a ticket.
            assertThat(rows.stream().filter(TicketRow.Refused.class::isInstance))
                    .as(line.group())
                    .hasSize(line.group(1).equals("fooevents.csv") ? 1 : 0);
        }
    }
}
