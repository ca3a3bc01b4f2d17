package sesevents.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import sesevents.FolderTree;
import sesevents.UserError;

/** A folder that a benchmark made, so a benchmark may delete it. */
public final class ScratchFolder {
    private static final String MARK = ".bench";

    private ScratchFolder() {}

    /** Deletes and makes the folder, unless it was not a benchmark that made it. */
    public static void empty(Path folder) {
        try {
            if (Files.exists(folder) && !Files.exists(folder.resolve(MARK))) {
                throw new UserError(
                        "%s is no lake of the benchmark; name another: --lake FOLDER", folder);
            }
            FolderTree.delete(folder);
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(MARK), "./ses-events bench deletes this folder\n");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make " + folder + " anew", e);
        }
    }
}
