package io.gatesync.gateway.ticketlist;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import org.jspecify.annotations.Nullable;

/** Splits UTF-8 into lines that end with LF or CRLF. A line that is too long is skipped and takes up no memory. */
final class Lines {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final InputStream in;
    private final int maxLineBytes;
    private final CharsetDecoder decoder = UTF_8.newDecoder();
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private int position;
    private int limit;
    private long number;

    Lines(InputStream in, int maxLineBytes) {
        this.in = in;
        this.maxLineBytes = maxLineBytes;
    }

    /** The next line, or null after the last. */
    @Nullable
    Line next() throws IOException {
        line.reset();
        boolean tooLong = false;
        boolean ended = false;
        while (!ended) {
            if (position == limit && !fill()) {
                if (line.size() == 0 && !tooLong) {
                    return null;
                }
                break;
            }
            int end = position;
            while (end < limit && buffer[end] != '\n') {
                end++;
            }
            ended = end < limit;
            tooLong |= line.size() + (end - position) > maxLineBytes;
            if (!tooLong) {
                line.write(buffer, position, end - position);
            }
            position = ended ? end + 1 : end;
        }
        number++;
        return tooLong ? new Line.Unreadable(number, "The row is longer than " + maxLineBytes + " bytes.") : decoded();
    }

    private boolean fill() throws IOException {
        position = 0;
        limit = Math.max(0, in.read(buffer));
        return limit > 0;
    }

    private Line decoded() {
        String text;
        try {
            text = decoder.decode(ByteBuffer.wrap(line.toByteArray())).toString();
        } catch (CharacterCodingException e) {
            return new Line.Unreadable(
                    number,
                    "The row is not UTF-8. Save the file as \"CSV UTF-8\", or say what it is, as in charset=windows-1252.");
        }
        if (number == 1 && text.startsWith(BYTE_ORDER_MARK)) {
            text = text.substring(BYTE_ORDER_MARK.length());
        }
        return new Line.Text(number, text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
    }
}
