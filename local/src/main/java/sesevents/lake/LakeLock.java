package sesevents.lake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;

/** Held by the one process and thread that may change a lake's catalog and its ledger. */
public final class LakeLock implements AutoCloseable {
    // A file lock belongs to the whole process, so threads need one of their own.
    private static final ReentrantLock THREADS = new ReentrantLock();

    private final FileChannel file;

    private LakeLock(FileChannel file) {
        this.file = file;
    }

    /** Waits until it is free. */
    public static LakeLock of(Lake lake) {
        THREADS.lock();
        boolean isHeld = false;
        try {
            FileChannel file = open(lake.metastore());
            file.lock();
            isHeld = true;
            return new LakeLock(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write under " + lake.metastore(), e);
        } finally {
            if (!isHeld) {
                THREADS.unlock();
            }
        }
    }

    private static FileChannel open(Path home) throws IOException {
        Files.createDirectories(home);
        return FileChannel.open(
                home.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
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
