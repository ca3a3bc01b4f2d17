package sesevents.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;
import sesevents.lake.Lake;

/** The lake that a command reads. */
final class LakeOption {
    @Option(
            names = "--lake",
            defaultValue = ".lake",
            description = "Folder of the lake (default ${DEFAULT-VALUE}).")
    private Path folder;

    /** Fails with what to do where there is no lake. */
    Lake existing() {
        return Lake.existing(folder);
    }
}
