package sesevents.lake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import sesevents.cli.UserError;

/** Held by the one demo that may empty and fill a lake. */
public final class DemoLock implements AutoCloseable {
    private final FileChannel file;

    private DemoLock(FileChannel file) {
        this.file = file;
    }

    /**
     * Takes it at once.
     *
     * @throws UserError if another demo has it
     */
    public static DemoLock of(Lake lake) throws IOException {
        Path home = Files.createDirectories(lake.metastore());
        FileChannel file =
                FileChannel.open(
                        home.resolve("demo-lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        if (file.tryLock() == null) {
            file.close();
            throw new UserError(
                    "another demo is at work in %s; wait for it, or name another folder: --lake"
                            + " FOLDER",
                    lake.folder());
        }
        return new DemoLock(file);
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
