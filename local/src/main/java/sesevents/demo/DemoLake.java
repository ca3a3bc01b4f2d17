package sesevents.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import sesevents.cli.FolderTree;
import sesevents.cli.UserError;

/** The demo's own folder: made anew by every run, and never somebody's own lake. */
record DemoLake(Path folder) {
    private static final String MARK = ".demo";

    /** Leaves an empty lake, its mark in it. */
    void empty() throws IOException {
        Files.createDirectories(folder);
        if (!Files.exists(folder.resolve(MARK)) && holdsData()) {
            throw new UserError(
                    "%s holds events that are not the demo's; name another folder: --lake FOLDER",
                    folder);
        }
        Files.write(folder.resolve(MARK), List.of("./ses-events demo deletes what is in here"));
        FolderTree.delete(folder.resolve("events"));
        FolderTree.delete(folder.resolve("quarantine"));
        FolderTree.delete(folder.resolve("replayed"));
        FolderTree.delete(folder.resolve("offered"));
        FolderTree.delete(folder.resolve("ledger"));
    }

    private boolean holdsData() {
        return Files.exists(folder.resolve("events")) || Files.exists(folder.resolve("quarantine"));
    }
}
