package io.gatesync.gateway.ticketlist;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import org.jspecify.annotations.Nullable;

/** The text of a file as UTF-8, whatever it was saved as. What cannot be read becomes U+FFFD, which no ticket's code has. */
final class TextBytes {
    private static final int PEEKED = 2;

    private TextBytes() {}

    /** @param told what the organiser says it is; null to find out: UTF-16 as spreadsheets save it, else UTF-8 */
    static InputStream asUtf8(InputStream file, @Nullable Charset told) throws IOException {
        PushbackInputStream in = new PushbackInputStream(file, PEEKED);
        byte[] start = in.readNBytes(PEEKED);
        in.unread(start);
        Charset charset = told == null ? charsetBy(start) : told;
        return charset.equals(UTF_8) ? in : new Recoded(new InputStreamReader(in, charset));
    }

    /** By a byte order mark, or by the zero beside the first letter. */
    private static Charset charsetBy(byte[] start) {
        if (start.length < PEEKED) {
            return UTF_8;
        }
        int first = start[0] & 0xFF;
        int second = start[1] & 0xFF;
        if ((first == 0xFF && second == 0xFE) || (first != 0 && second == 0)) {
            return UTF_16LE;
        }
        if ((first == 0xFE && second == 0xFF) || (first == 0 && second != 0)) {
            return UTF_16BE;
        }
        return UTF_8;
    }

    /** Characters as UTF-8. */
    private static final class Recoded extends InputStream {
        private static final int CHARS = 1 << 13;

        private final Reader reader;
        private final CharsetEncoder encoder =
                UTF_8.newEncoder().onMalformedInput(CodingErrorAction.REPLACE).replaceWith("\uFFFD".getBytes(UTF_8));
        private final CharBuffer chars = CharBuffer.allocate(CHARS).flip();
        private final ByteBuffer bytes = ByteBuffer.allocate(3 * CHARS).flip();
        private boolean ended;

        Recoded(Reader reader) {
            this.reader = reader;
        }

        @Override
        public int read() throws IOException {
            return fill() ? bytes.get() & 0xFF : -1;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (!fill()) {
                return -1;
            }
            int taken = Math.min(length, bytes.remaining());
            bytes.get(buffer, offset, taken);
            return taken;
        }

        private boolean fill() throws IOException {
            while (!bytes.hasRemaining() && !ended) {
                chars.compact();
                ended = reader.read(chars) < 0;
                chars.flip();
                bytes.clear();
                encoder.encode(chars, bytes, ended);
                bytes.flip();
            }
            return bytes.hasRemaining();
        }
    }
}
