package sesevents.lake;

import java.io.IOException;
import java.io.InputStream;
import java.util.stream.Stream;

/** A bucket that can be looked into: S3, or a folder that looks like it. */
public interface ObjectStore extends Bucket {
    /** The keys that begin so, in their order; the stream is to be closed. */
    Stream<String> list(String prefix) throws IOException;

    /**
     * The object's bytes as they are stored.
     *
     * @throws java.nio.file.NoSuchFileException if it is not there, or not any more
     */
    InputStream read(String key) throws IOException;

    /**
     * Gives the object another key; whatever happens in between, it is there under one of them.
     *
     * @throws java.nio.file.NoSuchFileException if it is not there, or not any more
     */
    void move(String key, String newKey) throws IOException;
}
