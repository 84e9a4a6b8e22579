package io.gatesync.gateway.comparison;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatesync.gateway.input.NoDiskException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Records in one private temporary file, in buckets by their code: all records of a code are in one bucket, in the order in which
 * they were added. The file has no name while it is used, so that it never outlives the process.
 */
final class Spool<T> implements Closeable {
    /** A million tickets are about 8,000 in a bucket, which is what is held in memory at a time. */
    static final int BUCKETS = 128;

    private static final int BLOCK_BYTES = 1 << 14;

    /** How a record is written and read. */
    interface Format<T> {
        String code(T entry);

        void write(T entry, DataOutputStream out) throws IOException;

        T read(DataInputStream in) throws IOException;
    }

    private final FileChannel file;
    private final Format<T> format;
    private final List<Bucket> buckets = new ArrayList<>();
    private long end;

    Spool(FileChannel file, Format<T> format) {
        this.file = file;
        this.format = format;
        for (int i = 0; i < BUCKETS; i++) {
            buckets.add(new Bucket());
        }
    }

    /** @throws NoDiskException if there can be no temporary file */
    static <T> Spool<T> create(Format<T> format) {
        try {
            // Only this process's user may read it.
            Path path = Files.createTempFile("gatesync-tickets-", ".tmp");
            try {
                return new Spool<>(
                        FileChannel.open(
                                path,
                                StandardOpenOption.READ,
                                StandardOpenOption.WRITE,
                                StandardOpenOption.DELETE_ON_CLOSE),
                        format);
            } finally {
                // Where the system does not delete an open file, closing it does.
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new NoDiskException(e);
        }
    }

    /** @throws NoDiskException if the disk is full */
    void add(T entry) {
        int hash = format.code(entry).hashCode();
        Bucket bucket = buckets.get((hash ^ hash >>> 16) & BUCKETS - 1);
        try {
            format.write(entry, bucket.out);
            if (bucket.bytes.size() >= BLOCK_BYTES) {
                bucket.flush();
            }
        } catch (IOException e) {
            throw new NoDiskException(e);
        }
    }

    /** Gives the records of one bucket, in their order. */
    void each(int bucket, Consumer<T> consumer) {
        try {
            buckets.get(bucket).each(consumer);
        } catch (IOException e) {
            throw new NoDiskException(e);
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a text of any length, or null. */
    static void write(@Nullable String text, DataOutputStream out) throws IOException {
        if (text == null) {
            out.writeInt(-1);
        } else {
            byte[] bytes = text.getBytes(UTF_8);
            out.writeInt(bytes.length);
            out.write(bytes);
        }
    }

    /** Reads a text, or null. */
    static @Nullable String readText(DataInputStream in) throws IOException {
        int length = in.readInt();
        return length < 0 ? null : new String(in.readNBytes(length), UTF_8);
    }

    private final class Bucket {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final DataOutputStream out = new DataOutputStream(bytes);
        private final List<Block> blocks = new ArrayList<>();

        void flush() throws IOException {
            ByteBuffer block = ByteBuffer.wrap(bytes.toByteArray());
            blocks.add(new Block(end, block.remaining()));
            while (block.hasRemaining()) {
                end += file.write(block, end);
            }
            bytes.reset();
        }

        void each(Consumer<T> consumer) throws IOException {
            for (Block block : blocks) {
                ByteBuffer read = ByteBuffer.allocate(block.length);
                while (read.hasRemaining()) {
                    if (file.read(read, block.start + read.position()) < 0) {
                        throw new IOException("a temporary file was cut off");
                    }
                }
                each(read.array(), consumer);
            }
            each(bytes.toByteArray(), consumer);
        }

        private void each(byte[] block, Consumer<T> consumer) throws IOException {
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(block));
            while (in.available() > 0) {
                consumer.accept(format.read(in));
            }
        }
    }

    private record Block(long start, int length) {}
}
