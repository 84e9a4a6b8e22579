package io.gatesync.gateway.ticketlist;

import static io.gatesync.gateway.ticketlist.ReadList.ticket;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatesync.gateway.input.CodeRule;
import io.gatesync.gateway.input.RefusedInputException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Workbooks (.xlsx), sound and harmful. */
class WorkbookTest {
    @TempDir
    private Path folder;

    @Test
    void the_first_visible_sheet_is_read_with_texts_as_they_are() throws IOException {
        byte[] file = workbook(sheet -> {
            sheet.value(0, 0, "Barcode");
            sheet.value(0, 1, "Ticket type");
            sheet.value(0, 2, "Name");
            sheet.value(1, 0, "0081474473");
            sheet.value(1, 1, "Pässe");
            sheet.value(1, 2, "O Quatorze");
            sheet.value(3, 0, "0081474474");
        });

        ReadList list = ReadList.of(file, "others=ignore");

        assertThat(list.rows())
                .containsExactly(ticket(2, "0081474473", "Pässe", null), ticket(4, "0081474474", "", null));
        assertThat(list.columns()).containsEntry("qrcode", "Barcode").containsEntry("type", "Ticket type");
    }

    @Test
    void numbers_become_codes_unless_they_have_lost_digits() throws IOException {
        byte[] file = workbook(sheet -> {
            sheet.value(0, 0, "qrcode");
            sheet.value(1, 0, 123456789012345L);
            sheet.value(2, 0, 8412345678126137001L);
            sheet.value(3, 0, 81474473);
            sheet.style(3, 0).format("0000000000").set();
        });

        assertThat(ReadList.of(file, "").rows())
                .satisfiesExactly(
                        row -> assertThat(row).isEqualTo(ticket(2, "123456789012345", null, null)),
                        row -> assertThat(row)
                                .isInstanceOfSatisfying(
                                        TicketRow.Refused.class,
                                        refused -> assertThat(refused.reason())
                                                .contains("8.41235E+18")
                                                .contains("rounded")),
                        row -> assertThat(row).isEqualTo(ticket(4, "0081474473", null, null)));
    }

    /** Each holds up to ten times its size in memory. */
    @Test
    void workbooks_are_read_one_at_a_time_and_a_refused_one_keeps_nobody_waiting() throws IOException {
        TicketListReader reader = new TicketListReader(1_000, 1, 1 << 20);
        byte[] good = workbook(sheet -> sheet.value(0, 0, "qrcode"));
        assertThatThrownBy(() -> open(reader, good, "Not there")).isInstanceOf(RefusedInputException.class);

        try (TicketRows first = open(reader, good, "First")) {
            assertThat(first).isNotNull();
            assertThatThrownBy(() -> open(reader, good, "First")).isInstanceOf(WorkbooksBusyException.class);
        }

        open(reader, good, "First").close();
    }

    private static TicketRows open(TicketListReader reader, byte[] file, String sheet) throws IOException {
        return reader.open(
                new ByteArrayInputStream(file),
                ListFormat.UNKNOWN,
                ListOptions.read(Map.of("sheet", List.of(sheet)), Set.of()),
                CodeRule.WHOLE_TEXT);
    }

    @Test
    void a_sheet_can_be_named() throws IOException {
        byte[] file = workbook(sheet -> sheet.value(0, 0, "Notes"));

        assertThat(ReadList.of(file, "sheet=Second").rows()).containsExactly(ticket(2, "A", null, null));
        assertThatThrownBy(() -> ReadList.of(file, "sheet=Third"))
                .hasMessage("The workbook has no sheet \"Third\"; its sheets are: First, Second.");
    }

    @Test
    void a_workbook_over_the_limit_is_told_to_be_saved_as_text() {
        byte[] noise = new byte[3 << 20];
        new Random(1).nextBytes(noise);
        System.arraycopy(new byte[] {'P', 'K', 3, 4}, 0, noise, 0, 4);

        assertThatThrownBy(() -> ReadList.of(noise, "")).hasMessageContaining("too large");
    }

    @Test
    void a_workbook_that_unfolds_is_refused_before_it_fills_the_memory() throws IOException {
        byte[] bomb = replaced(
                workbook(sheet -> sheet.value(0, 0, "qrcode")),
                "xl/worksheets/sheet1.xml",
                sheet -> sheet.replace("</sheetData>", "</sheetData><!--" + " ".repeat(40_000_000) + "-->"));

        assertThat(bomb.length).isLessThan(1 << 20);
        assertThatThrownBy(() -> ReadList.of(bomb, "")).hasMessageContaining("too large");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>2000000000</v></c></row>",
                "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>99999999999999</v></c></row>",
                "<row r=\"2\"><c r=\"ZZZZZZ2\"><v>1</v></c></row>",
                "<row r=\"2\"><c r=\"A2\" t=\"nonsense\"><v>1</v></c></row>",
                "<row r=\"2\"><c r=\"A2\"><f t=\"shared\" si=\"7\"/><v>1</v></c></row>",
                "<row r=\"2\"><c r=\"A2\"><v>1</v></row>"
            })
    void a_workbook_that_lies_is_refused(String row) throws IOException {
        byte[] file = replaced(
                workbook(sheet -> sheet.value(0, 0, "qrcode")),
                "xl/worksheets/sheet1.xml",
                sheet -> sheet.replace("</sheetData>", row + "</sheetData>"));

        assertThatThrownBy(() -> ReadList.of(file, "")).isInstanceOf(RefusedInputException.class);
    }

    @Test
    void no_file_is_read_that_a_workbook_names() throws IOException {
        byte[] file = replaced(
                workbook(sheet -> sheet.value(0, 0, "qrcode")),
                "xl/worksheets/sheet1.xml",
                sheet -> sheet.replaceFirst("\\?>", "?><!DOCTYPE x [<!ENTITY secret SYSTEM \"file:///etc/hostname\">]>")
                        .replace(
                                "</sheetData>",
                                "<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>&secret;</t></is></c></row></sheetData>"));

        assertThatThrownBy(() -> ReadList.of(file, "")).isInstanceOf(RefusedInputException.class);
    }

    @Test
    void something_else_that_is_packed_is_no_workbook() throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(file)) {
            zip.putNextEntry(new ZipEntry("tickets.csv"));
            zip.write("qrcode\nA\n".getBytes(UTF_8));
        }

        assertThatThrownBy(() -> ReadList.of(file.toByteArray(), "")).hasMessageContaining("no workbook");
        assertThatThrownBy(() -> ReadList.of("PK\u0003\u0004 and nothing more", ""))
                .hasMessageContaining("no workbook");
    }

    private static byte[] workbook(Consumer<Worksheet> first) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (Workbook workbook = new Workbook(file, "test", "1.0")) {
            first.accept(workbook.newWorksheet("First"));
            Worksheet second = workbook.newWorksheet("Second");
            second.value(0, 0, "qrcode");
            second.value(1, 0, "A");
        }
        return file.toByteArray();
    }

    private interface Edit {
        String of(String part);
    }

    private byte[] replaced(byte[] workbook, String part, Edit edit) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        Path saved = Files.write(folder.resolve("sound.xlsx"), workbook);
        try (ZipFile in = new ZipFile(saved.toFile());
                ZipOutputStream out = new ZipOutputStream(file)) {
            for (ZipEntry entry : Collections.list(in.entries())) {
                String content = new String(in.getInputStream(entry).readAllBytes(), UTF_8);
                out.putNextEntry(new ZipEntry(entry.getName()));
                out.write((entry.getName().equals(part) ? edit.of(content) : content).getBytes(UTF_8));
            }
        }
        return file.toByteArray();
    }
}
