package sesevents.firehose;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A folder as the bucket: an object's key is its path. */
public record FolderBucket(Path lake) implements Bucket {
    @Override
    public void put(String key, byte[] body) throws IOException {
        Path object = lake.resolve(key);
        Files.createDirectories(object.getParent());
        // A hidden name first: readers skip it, so they never see half an object.
        Path unfinished = object.resolveSibling("." + object.getFileName());
        Files.write(unfinished, body);
        Files.move(unfinished, object, StandardCopyOption.ATOMIC_MOVE);
    }
}
