package io.gatesync.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The largest resident memory that a process has had, as Linux counts it. */
final class PeakMemory {

    private static final String PEAK = "VmHWM:";
    private static final int KIBIBYTES_IN_MEBIBYTE = 1_024;

    private PeakMemory() {}

    /** The peak, or "?" on a system that does not tell. */
    static String mebibytes(long pid) throws IOException {
        Path status = Path.of("/proc", Long.toString(pid), "status");
        if (!Files.exists(status)) {
            return "?";
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith(PEAK))
                .map(line -> line.substring(PEAK.length()).replace("kB", "").strip())
                .map(kibibytes -> Long.toString(Long.parseLong(kibibytes) / KIBIBYTES_IN_MEBIBYTE))
                .findFirst()
                .orElse("?");
    }
}
