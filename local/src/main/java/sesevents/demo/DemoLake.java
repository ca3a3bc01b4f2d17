package sesevents.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
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
        delete(folder.resolve("events"));
        delete(folder.resolve("quarantine"));
    }

    private boolean holdsData() {
        return Files.exists(folder.resolve("events")) || Files.exists(folder.resolve("quarantine"));
    }

    private static void delete(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(tree)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
