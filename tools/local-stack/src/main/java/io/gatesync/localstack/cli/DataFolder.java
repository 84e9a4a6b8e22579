package io.gatesync.localstack.cli;

import io.gatesync.localstack.StackFolder;
import io.gatesync.servers.Distribution;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that names the folder of the data. */
final class DataFolder {

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            defaultValue = "${env:GATESYNC_DATA}",
            description = "the folder of data and logs; default: .gatesync in the project, or $$GATESYNC_DATA")
    private @Nullable Path folder;

    StackFolder folder() {
        return new StackFolder(
                folder == null ? Distribution.ofSystemProperty().root().resolve(".gatesync") : folder);
    }
}
