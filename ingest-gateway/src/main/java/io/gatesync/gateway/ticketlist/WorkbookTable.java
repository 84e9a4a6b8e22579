package io.gatesync.gateway.ticketlist;

import io.gatesync.gateway.input.NoDiskException;
import io.gatesync.gateway.input.RefusedInputException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.ExcelReaderException;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;
import org.dhatim.fastexcel.reader.SheetVisibility;
import org.jspecify.annotations.Nullable;

/**
 * One sheet of a workbook (.xlsx). A workbook ends with its table of contents, so it lies in a private temporary file while it is
 * read. Numbers become texts as a scanner would read them; a number of more than 15 digits has lost the others.
 */
final class WorkbookTable implements Table {
    private static final int EXACT_DIGITS = 15;

    private final ReadableWorkbook workbook;
    private final Stream<Row> stream;
    private final Iterator<Row> rows;
    private final Semaphore room;

    private WorkbookTable(ReadableWorkbook workbook, Stream<Row> stream, Semaphore room) {
        this.workbook = workbook;
        this.stream = stream;
        this.rows = stream.iterator();
        this.room = room;
    }

    /**
     * @param maxBytes size of the file
     * @param sheetName null for the first visible sheet
     * @param room for those whose texts are in memory; it is taken until this is closed
     * @throws RefusedInputException if it is no workbook, too large, or has no such sheet
     * @throws WorkbooksBusyException if there is no room
     */
    static WorkbookTable open(InputStream file, int maxBytes, @Nullable String sheetName, Semaphore room)
            throws IOException {
        // Only this process's user may read it. Once it is open, it needs no name any more: so it never outlives the
        // process.
        Path path = temporaryFile();
        try {
            save(file, path, maxBytes); // Its sender may take long, and needs no memory meanwhile.
            WorkbookCheck.check(path, maxBytes);
            return open(path, sheetName, room);
        } catch (ExcelReaderException e) {
            throw damaged();
        } finally {
            Files.deleteIfExists(path);
        }
    }

    private static void save(InputStream file, Path path, int maxBytes) throws IOException {
        byte[] buffer = new byte[1 << 16];
        int size = 0;
        try (OutputStream out = Files.newOutputStream(path)) {
            for (int read = file.read(buffer); read >= 0; read = file.read(buffer)) {
                size += read;
                if (size > maxBytes) {
                    throw WorkbookCheck.tooLarge();
                }
                write(out, buffer, read);
            }
        }
    }

    private static Path temporaryFile() {
        try {
            return Files.createTempFile("gatesync-workbook-", ".xlsx");
        } catch (IOException e) {
            throw new NoDiskException(e);
        }
    }

    private static void write(OutputStream out, byte[] buffer, int length) {
        try {
            out.write(buffer, 0, length);
        } catch (IOException e) {
            throw new NoDiskException(e);
        }
    }

    private static WorkbookTable open(Path path, @Nullable String sheetName, Semaphore room) throws IOException {
        if (!room.tryAcquire()) {
            throw new WorkbooksBusyException();
        }
        WorkbookTable table = null;
        try {
            table = inMemory(path, sheetName, room);
            return table;
        } finally {
            if (table == null) {
                room.release();
            }
        }
    }

    private static WorkbookTable inMemory(Path path, @Nullable String sheetName, Semaphore room) throws IOException {
        ReadableWorkbook workbook = withFormats(path);
        try {
            Sheet sheet = sheet(workbook.getSheets().toList(), sheetName);
            return new WorkbookTable(workbook, sheet.openStream(), room);
        } catch (IOException | RuntimeException e) {
            workbook.close();
            throw e;
        }
    }

    /** The formats tell how many zeros a number shows; a workbook without styles has none. */
    private static ReadableWorkbook withFormats(Path path) throws IOException {
        try {
            return new ReadableWorkbook(path.toFile(), new ReadingOptions(true, true));
        } catch (ExcelReaderException e) {
            return new ReadableWorkbook(path.toFile(), new ReadingOptions(false, true));
        }
    }

    private static Sheet sheet(List<Sheet> sheets, @Nullable String name) {
        return sheets.stream()
                .filter(sheet -> name == null
                        ? sheet.getVisibility() == SheetVisibility.VISIBLE
                        : sheet.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> RefusedInputException.invalid("The workbook has no %s; its sheets are: %s."
                        .formatted(
                                name == null ? "visible sheet" : "sheet \"" + name + "\"",
                                String.join(
                                        ", ",
                                        sheets.stream().map(Sheet::getName).toList()))));
    }

    @Override
    public boolean dropsEmptyCells() {
        return true;
    }

    @Override
    public @Nullable TableRow next() throws IOException {
        try {
            while (rows.hasNext()) {
                Row row = rows.next();
                List<String> texts = texts(row);
                if (!texts.isEmpty()) {
                    return new TableRow.Cells(row.getRowNum(), texts);
                }
            }
            return null;
        } catch (RuntimeException e) {
            // The library has no type of its own for what it finds wrong.
            throw damaged();
        }
    }

    /** Without the empty cells at the end, of which there may be many. */
    private static List<String> texts(Row row) {
        List<String> texts = new ArrayList<>();
        int used = 0;
        for (int i = 0; i < row.getCellCount(); i++) {
            String text = row.getOptionalCell(i).map(WorkbookTable::text).orElse("");
            texts.add(text);
            used = text.isBlank() ? used : texts.size();
        }
        return texts.subList(0, used);
    }

    private static String text(Cell cell) {
        return switch (cell.getType()) {
            case NUMBER -> number(cell.asNumber(), cell.getDataFormatString());
            case ERROR -> cell.getRawValue() == null ? "" : cell.getRawValue();
            case STRING, FORMULA, BOOLEAN, EMPTY -> cell.getText();
        };
    }

    private static String number(BigDecimal number, @Nullable String format) {
        if (number.precision() - number.scale() > EXACT_DIGITS) {
            return String.format(Locale.ROOT, "%.5E", number);
        }
        BigDecimal plain = number.setScale(Math.min(number.scale(), EXACT_DIGITS), RoundingMode.HALF_UP)
                .stripTrailingZeros();
        String digits = plain.toPlainString();
        if (format == null || !format.matches("0{2,40}") || !digits.matches("\\d+")) {
            return digits;
        }
        return "0".repeat(Math.max(0, format.length() - digits.length())) + digits;
    }

    private static RefusedInputException damaged() {
        return RefusedInputException.invalid(
                "The workbook is damaged. Save it once more in a spreadsheet, or as \"CSV UTF-8\". Nothing was loaded.");
    }

    @Override
    public void close() throws IOException {
        try {
            stream.close();
            workbook.close();
        } finally {
            room.release();
        }
    }
}
