package sesevents.lake;

import java.io.IOException;
import java.io.InputStream;
import java.util.stream.Stream;

/** A bucket that can be listed and read: S3, or a folder that stands for it. */
public interface ObjectStore extends Bucket {
    /** The keys with this prefix, in order; close the stream after use. */
    Stream<String> list(String prefix) throws IOException;

    /**
     * Opens the object's bytes as they are stored.
     *
     * @throws java.nio.file.NoSuchFileException if the object does not exist, or no longer
     */
    InputStream read(String key) throws IOException;

    /**
     * Gives the object another key. If it is killed, the object exists under one of the keys.
     *
     * @throws java.nio.file.NoSuchFileException if the object does not exist, or no longer
     */
    void move(String key, String newKey) throws IOException;
}
