package sesevents.lake;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;
import sesevents.UserError;

/** Held by the one process and thread that may change a lake's catalog and history. */
public final class LakeLock implements AutoCloseable {
    // A file lock belongs to the whole process, so threads need a lock of their own.
    private static final ReentrantLock THREADS = new ReentrantLock();

    private final FileChannel file;

    private LakeLock(FileChannel file) {
        this.file = file;
    }

    /** Waits until the lock is free. */
    public static LakeLock of(Lake lake) {
        THREADS.lock();
        try {
            FileChannel file = open(lake, "lock");
            file.lock();
            return new LakeLock(file);
        } catch (IOException e) {
            THREADS.unlock();
            throw new UncheckedIOException("cannot write under " + lake.metastore(), e);
        }
    }

    /**
     * The lock of the one demo that may empty and fill a lake, held until it is closed.
     *
     * @throws UserError if another demo holds it
     */
    public static Closeable ofDemo(Lake lake) throws IOException {
        FileChannel file = open(lake, "demo-lock");
        if (file.tryLock() == null) {
            file.close();
            throw new UserError(
                    "another demo is at work in %s; wait for it, or name another folder: --lake"
                            + " FOLDER",
                    lake.folder());
        }
        return file;
    }

    private static FileChannel open(Lake lake, String name) throws IOException {
        Path home = Files.createDirectories(lake.metastore());
        return FileChannel.open(
                home.resolve(name), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            THREADS.unlock();
        }
    }
}
