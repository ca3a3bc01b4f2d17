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

    Path folder() {
        return folder;
    }

    /** The lake; if there is none, an error says how to make one. */
    Lake existing() {
        return Lake.existing(folder);
    }
}
