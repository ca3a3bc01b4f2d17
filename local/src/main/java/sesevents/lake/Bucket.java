package sesevents.lake;

import java.io.IOException;

/** Where Firehose puts objects: S3, or a folder that stands for it. */
public interface Bucket {
    /** Stores the whole object or nothing. */
    void put(String key, byte[] body) throws IOException;
}
