package io.gatesync.servers;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/** Tells files apart that were built or damaged, whatever their dates say; against ill will it is no help. */
public final class FileChecksum {

    private static final int BUFFER_BYTES = 1 << 20;

    private FileChecksum() {}

    /** The size of a file and its CRC, as a part of a file's name may be; a hundred megabytes take some hundredths of a second. */
    public static String of(Path file) throws IOException {
        CRC32C crc = new CRC32C();
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
        long bytes = 0;
        try (FileChannel channel = FileChannel.open(file)) {
            for (int read = channel.read(buffer); read >= 0; read = channel.read(buffer)) {
                bytes += read;
                crc.update(buffer.flip());
                buffer.clear();
            }
        }
        return bytes + "-" + hex(crc);
    }

    static String hex(CRC32C crc) {
        return HexFormat.of().toHexDigits((int) crc.getValue());
    }
}
