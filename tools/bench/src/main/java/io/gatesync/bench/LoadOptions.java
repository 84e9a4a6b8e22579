package io.gatesync.bench;

import io.gatesync.bench.LoadSpec.Codes;
import io.gatesync.bench.LoadSpec.Mix;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options of every load: who scans what, and how the results are shown. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it runs the command.
final class LoadOptions {

    @Option(
            names = "--devices",
            paramLabel = "N",
            defaultValue = "16",
            description = "devices that upload at the same time; default: ${DEFAULT-VALUE}")
    private int devices;

    @Option(
            names = "--conflicts",
            paramLabel = "PERCENT",
            defaultValue = "5",
            description = "scans of a ticket that another device has scanned as well; default: ${DEFAULT-VALUE}")
    private int conflicts;

    @Option(
            names = "--duplicates",
            paramLabel = "PERCENT",
            defaultValue = "0",
            description = "scans of a ticket that the same device has scanned before; default: ${DEFAULT-VALUE}")
    private int duplicates;

    @Option(
            names = "--unknown",
            paramLabel = "PERCENT",
            defaultValue = "0",
            description = "scans of a code that is no ticket; default: ${DEFAULT-VALUE}")
    private int unknown;

    @Option(
            names = "--codes",
            paramLabel = "ORDER",
            defaultValue = "random",
            description = "whether the tickets' codes are random or sequential; default: ${DEFAULT-VALUE}")
    private Codes codes;

    @Option(names = "--seed", paramLabel = "N", description = "repeats the uploads of an earlier run; default: random")
    private @Nullable Long seed;

    @Option(names = "--json", description = "prints JSON and nothing else")
    private boolean json;

    @Option(names = "--plots", paramLabel = "FOLDER", description = "draws the results into SVG files in this folder")
    private @Nullable Path plots;

    /** @throws ParameterException if an option is out of its range */
    void check(CommandLine command) {
        requireBetween(command, "--devices", devices, 1, 2_000);
        requireBetween(command, "--conflicts", conflicts, 0, 50);
        requireBetween(command, "--duplicates", duplicates, 0, 50);
        requireBetween(command, "--unknown", unknown, 0, 50);
        requireBetween(
                command, "--conflicts, --duplicates and --unknown together", conflicts + duplicates + unknown, 0, 90);
    }

    static void requireBetween(CommandLine command, String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new ParameterException(
                    command, String.format(Locale.ROOT, "%s has to be from %,d to %,d", option, least, most));
        }
    }

    int devices() {
        return devices;
    }

    Mix mix() {
        return new Mix(duplicates, conflicts, unknown);
    }

    Codes codes() {
        return codes;
    }

    long seed() {
        return seed == null ? new Random().nextInt(1_000_000) : seed;
    }

    boolean json() {
        return json;
    }

    @Nullable
    Path plots() {
        return plots;
    }
}
