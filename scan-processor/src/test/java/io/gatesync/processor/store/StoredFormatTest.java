package io.gatesync.processor.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatesync.processor.decision.FirstScan;
import io.gatesync.processor.decision.Remembered;
import io.gatesync.processor.decision.ScanTime;
import io.gatesync.processor.decision.TicketState.Admitted;
import io.gatesync.processor.decision.TicketState.Entered;
import io.gatesync.processor.decision.TicketState.Issued;
import io.gatesync.processor.decision.TicketState.Revoked;
import io.gatesync.processor.decision.TicketState.Unknown;
import io.gatesync.processor.decision.Verdict.Conflict;
import io.gatesync.processor.decision.Verdict.DeviceRevoked;
import io.gatesync.processor.decision.Verdict.Duplicate;
import io.gatesync.processor.decision.Verdict.NotFound;
import io.gatesync.processor.decision.Verdict.RefusedAtGate;
import io.gatesync.processor.decision.Verdict.Synced;
import io.gatesync.processor.decision.Verdict.TicketRevoked;
import io.gatesync.processor.stored.StoredTicket;
import io.gatesync.processor.stored.StoredVerdict;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaValidatorBuilder;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StoredFormatTest {
    private static final io.gatesync.processor.decision.Ticket TICKET =
            new io.gatesync.processor.decision.Ticket("VIP", null, "A-17");
    private static final FirstScan FIRST = new FirstScan(
            new UUID(0, 2),
            true,
            "north",
            new ScanTime(Instant.parse("2026-07-03T12:00:00.123Z"), true, Duration.ofMillis(-250)),
            0);

    /** What the first version wrote, and every later one must read. */
    private static final Map<StoredFormat.Ticket, String> TICKETS_OF_V1 = Map.of(
            new StoredFormat.Ticket(new Unknown(List.of()), 3),
            "c3015006403a7f639a620000000006",
            new StoredFormat.Ticket(new Unknown(List.of(FIRST)), 3),
            "c3015006403a7f639a620000024830303030303030302d303030302d303030302d303030302d30303030"
                    + "3030303030303032010a6e6f727468f6e9ccfde46701f3030006",
            new StoredFormat.Ticket(new Issued(TICKET), 3),
            "c3015006403a7f639a6200020206564950000208412d3137000006",
            new StoredFormat.Ticket(new Entered(TICKET, FIRST, List.of()), 3),
            "c3015006403a7f639a6200020206564950000208412d3137024830303030303030302d303030302d3030"
                    + "30302d303030302d303030303030303030303032010a6e6f727468f6e9ccfde46701f3030006",
            new StoredFormat.Ticket(new Admitted(TICKET, FIRST, List.of()), 3),
            "c3015006403a7f639a6200020206564950000208412d3137024830303030303030302d303030302d3030"
                    + "30302d303030302d303030303030303030303032010a6e6f727468f6e9ccfde46701f3030106",
            new StoredFormat.Ticket(new Revoked(new Issued(TICKET)), 3),
            "c3015006403a7f639a6201020206564950000208412d3137000006",
            new StoredFormat.Ticket(new Revoked(new Entered(TICKET, FIRST, List.of())), 3),
            "c3015006403a7f639a6201020206564950000208412d3137024830303030303030302d303030302d3030"
                    + "30302d303030302d303030303030303030303032010a6e6f727468f6e9ccfde46701f3030006",
            new StoredFormat.Ticket(new Revoked(new Admitted(TICKET, FIRST, List.of())), 3),
            "c3015006403a7f639a6201020206564950000208412d3137024830303030303030302d303030302d3030"
                    + "30302d303030302d303030303030303030303032010a6e6f727468f6e9ccfde46701f3030106");

    private static final Map<Remembered, String> VERDICTS_OF_V1 = Map.of(
            new Remembered(new Duplicate(TICKET, FIRST), 0),
            "c3010303fc5d170d403300020206564950000208412d3137024830303030303030302d303030302d3030"
                    + "30302d303030302d303030303030303030303032010a6e6f727468f6e9ccfde46701f30300",
            new Remembered(new Conflict(TICKET, FIRST, true), 0),
            "c3010303fc5d170d403302020206564950000208412d3137024830303030303030302d303030302d3030"
                    + "30302d303030302d303030303030303030303032010a6e6f727468f6e9ccfde46701f30301",
            new Remembered(new NotFound(), 0),
            "c3010303fc5d170d403304000000",
            new Remembered(new TicketRevoked(TICKET), 0),
            "c3010303fc5d170d403306020206564950000208412d31370000",
            new Remembered(new RefusedAtGate(TICKET), 0),
            "c3010303fc5d170d403308020206564950000208412d31370000");

    private static final String TICKET_OF_V2 =
            "c301cdd4d5c1e47e997d00020206564950000208412d3137024830303030303030302d303030302d30303030"
                    + "2d303030302d303030303030303030303032010a6e6f727468f6e9ccfde46701f3030e0106";
    private static final String ADMISSION_OF_V2 = "c30116b063c697f6c7a50a0000000e";

    private static final String TICKET_OF_V3 =
            "c3019f594a162eca198e00020206564950000208412d3137024830303030303030302d303030302d30303030"
                    + "2d303030302d303030303030303030303032010a6e6f727468f6e9ccfde46701f30300010602483030303030"
                    + "3030302d303030302d303030302d303030302d303030303030303030303033000a736f757468f6e9ccfde467"
                    + "01f3030000";
    private static final String UNDONE_OF_V4 = "c30193b84de77ae6992d0a0000000e01";

    static Set<StoredFormat.Ticket> tickets() {
        return TICKETS_OF_V1.keySet();
    }

    static Set<Remembered> verdicts() {
        return VERDICTS_OF_V1.keySet();
    }

    @ParameterizedTest
    @MethodSource("tickets")
    void a_ticket_is_read_as_it_was_written(StoredFormat.Ticket ticket) {
        assertThat(StoredFormat.ticket(StoredFormat.write(ticket))).isEqualTo(ticket);
    }

    @ParameterizedTest
    @MethodSource("verdicts")
    void a_verdict_is_read_as_it_was_written(Remembered verdict) {
        assertThat(StoredFormat.verdict(StoredFormat.write(verdict), TICKET)).contains(verdict);
    }

    /** The store of a running system holds such bytes; a build that reads them otherwise forgets or invents admissions. */
    @ParameterizedTest
    @MethodSource("tickets")
    void a_ticket_that_the_first_version_wrote_is_read(StoredFormat.Ticket ticket) {
        assertThat(StoredFormat.ticket(HexFormat.of().parseHex(TICKETS_OF_V1.get(ticket))))
                .isEqualTo(ticket);
    }

    @ParameterizedTest
    @MethodSource("verdicts")
    void a_verdict_that_the_first_version_wrote_is_read(Remembered verdict) {
        assertThat(StoredFormat.verdict(HexFormat.of().parseHex(VERDICTS_OF_V1.get(verdict)), TICKET))
                .isEqualTo(Optional.of(verdict));
    }

    /** The second version adds rounds of admissions. */
    @Test
    void a_round_of_admissions_is_read_as_it_was_written() {
        FirstScan first = new FirstScan(new UUID(0, 2), true, "north", FIRST.time(), 7);
        StoredFormat.Ticket ticket = new StoredFormat.Ticket(new Admitted(TICKET, first, List.of()), 3);
        Remembered admission = new Remembered(new Synced(TICKET), 7);
        assertThat(StoredFormat.ticket(StoredFormat.write(ticket))).isEqualTo(ticket);
        assertThat(StoredFormat.verdict(StoredFormat.write(admission), TICKET)).contains(admission);
        assertThat(StoredFormat.ticket(HexFormat.of().parseHex(TICKET_OF_V2))).isEqualTo(ticket);
        assertThat(StoredFormat.verdict(HexFormat.of().parseHex(ADMISSION_OF_V2), TICKET))
                .contains(admission);
    }

    /** The third version adds the verdict on scans of devices that were cut off. */
    @Test
    void a_verdict_on_a_revoked_device_is_read_as_it_was_written() {
        Remembered verdict = new Remembered(new DeviceRevoked(), 7);
        assertThat(StoredFormat.verdict(StoredFormat.write(verdict), TICKET)).contains(verdict);
    }

    /** The third version of tickets, and the fourth of verdicts, add what is needed to take a scan back. */
    @Test
    void what_is_needed_to_take_a_scan_back_is_read_as_it_was_written() {
        FirstScan second = new FirstScan(new UUID(0, 3), false, "south", FIRST.time(), 0);
        StoredFormat.Ticket ticket = new StoredFormat.Ticket(new Admitted(TICKET, FIRST, List.of(second)), 3);
        StoredFormat.Ticket unknown = new StoredFormat.Ticket(new Unknown(List.of(FIRST, second)), 3);
        Remembered undone = new Remembered(new Synced(TICKET), 7, true);
        assertThat(StoredFormat.ticket(StoredFormat.write(ticket))).isEqualTo(ticket);
        assertThat(StoredFormat.ticket(StoredFormat.write(unknown))).isEqualTo(unknown);
        assertThat(StoredFormat.verdict(StoredFormat.write(undone), TICKET)).contains(undone);
        assertThat(StoredFormat.ticket(HexFormat.of().parseHex(TICKET_OF_V3))).isEqualTo(ticket);
        assertThat(StoredFormat.verdict(HexFormat.of().parseHex(UNDONE_OF_V4), TICKET))
                .contains(undone);
    }

    static Stream<Schema> schemas() {
        return Stream.of(StoredTicket.getClassSchema(), StoredVerdict.getClassSchema());
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void the_newest_kept_version_is_the_one_that_is_written(Schema written) {
        assertThat(StoredVersions.all(written.getName()).getLast())
                .as("add the schema as the next version: stored/%s-v...avsc", written.getName())
                .isEqualTo(written);
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void every_version_reads_what_any_other_wrote(Schema written) throws Exception {
        new SchemaValidatorBuilder()
                .mutualReadStrategy()
                .validateAll()
                .validate(written, StoredVersions.all(written.getName()));
    }

    @Test
    void an_entry_of_an_unknown_version_is_named_as_such() {
        assertThatThrownBy(() -> StoredFormat.ticket(HexFormat.of().parseHex("c301010203040506070800000000")))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("An entry of the ticket store cannot be read");
    }
}
