package io.gatesync.gateway.ticketlist;

import io.gatesync.gateway.input.RefusedInputException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads through a workbook once, in constant memory, before it is given to the library, which believes what it reads: a cell of
 * fifty bytes can make it fill the memory.
 */
final class WorkbookCheck {
    /** The text of a workbook of tickets is about ten times as large as its file. */
    private static final int MAX_GROWTH = 24;
    /** What a spreadsheet itself allows: columns, and characters in a cell. */
    private static final int MAX_COLUMNS = 16_384;

    private static final int MAX_COLUMN_LETTERS = 3;
    private static final int MAX_TEXT_CHARS = 32_767;
    /** Each is compared with each cell. */
    private static final int MAX_SPREAD_FORMULAS = 1_000;

    /** The library keeps all shared texts in memory. */
    private static final int MAX_SHARED_TEXTS = 2_000_000;

    private static final XMLInputFactory XML = XMLInputFactory.newDefaultFactory();

    static {
        XML.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        XML.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    }

    private long sharedTexts;
    private long largestIndex = -1;
    private long spreadFormulas;
    private long bytesLeft;

    private WorkbookCheck(long maxInflatedBytes) {
        this.bytesLeft = maxInflatedBytes;
    }

    /**
     * Reads through a workbook.
     *
     * @throws RefusedInputException if it is too large, or no workbook that can be read
     */
    static void check(Path workbook, int maxBytes) throws IOException {
        try (ZipFile zip = new ZipFile(workbook.toFile())) {
            new WorkbookCheck((long) MAX_GROWTH * maxBytes).check(zip);
        } catch (ZipException | XMLStreamException e) {
            throw notReadable();
        }
    }

    static RefusedInputException tooLarge() {
        return RefusedInputException.tooLarge(
                "The workbook is too large to be read. Save the sheet as \"CSV UTF-8\", which may be of any size.");
    }

    private static RefusedInputException notReadable() {
        return RefusedInputException.invalid(
                "This is no workbook (.xlsx) that can be read. Save the sheet as \"CSV UTF-8\".");
    }

    private void check(ZipFile zip) throws IOException, XMLStreamException {
        var entries = zip.entries();
        boolean hasTypes = false;
        while (entries.hasMoreElements()) {
            ZipEntry entry = entries.nextElement();
            hasTypes |= entry.getName().equalsIgnoreCase("[Content_Types].xml");
            try (InputStream part = counted(zip.getInputStream(entry))) {
                if (entry.getName().matches("(?i).*\\.(xml|rels)")) {
                    check(part);
                } else {
                    part.transferTo(OutputStream.nullOutputStream());
                }
            }
        }
        if (!hasTypes || largestIndex >= sharedTexts) {
            throw notReadable();
        }
    }

    private void check(InputStream part) throws XMLStreamException {
        XMLStreamReader xml = XML.createXMLStreamReader(part);
        int cellsInRow = 0;
        boolean shared = false;
        StringBuilder index = new StringBuilder();
        long textChars = 0;
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    textChars = 0;
                    index.setLength(0);
                    switch (xml.getLocalName()) {
                        case "row" -> cellsInRow = 0;
                        case "si" -> require(++sharedTexts <= MAX_SHARED_TEXTS);
                        case "c" -> {
                            require(++cellsInRow <= MAX_COLUMNS && isColumn(xml.getAttributeValue(null, "r")));
                            shared = "s".equals(xml.getAttributeValue(null, "t"));
                        }
                        case "f" ->
                            require(xml.getAttributeValue(null, "t") == null
                                    || ++spreadFormulas <= MAX_SPREAD_FORMULAS);
                        default -> {
                            // Nothing in it can grow.
                        }
                    }
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
                    textChars += xml.getTextLength();
                    require(textChars <= MAX_TEXT_CHARS);
                    index.append(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    if (shared && xml.getLocalName().equals("v")) {
                        largestIndex = Math.max(largestIndex, index(index.toString()));
                    }
                    textChars = 0;
                    index.setLength(0);
                }
                default -> {
                    // Comments and the like are passed over.
                }
            }
        }
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw tooLarge();
        }
    }

    private static boolean isColumn(@Nullable String cell) {
        return cell == null || cell.chars().takeWhile(Character::isLetter).count() <= MAX_COLUMN_LETTERS;
    }

    private static long index(String text) {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            throw notReadable();
        }
    }

    /** What comes out of a part counts, whatever its size is said to be. */
    private InputStream counted(InputStream part) {
        return new FilterInputStream(part) {
            @Override
            public int read() throws IOException {
                int read = super.read();
                count(read < 0 ? 0 : 1);
                return read;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                int read = super.read(buffer, offset, length);
                count(read);
                return read;
            }

            private void count(int read) {
                bytesLeft -= Math.max(0, read);
                require(bytesLeft >= 0);
            }
        };
    }
}
