package sesevents.aws;

import java.io.InputStream;
import java.util.stream.Stream;
import sesevents.firehose.ObjectStore;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The bucket of a stack. */
public record S3Bucket(S3Client s3, String name) implements ObjectStore {
    @Override
    public Stream<String> list(String prefix) {
        return s3
                .listObjectsV2Paginator(request -> request.bucket(name).prefix(prefix))
                .contents()
                .stream()
                .map(S3Object::key);
    }

    @Override
    public InputStream read(String key) {
        return s3.getObject(request -> request.bucket(name).key(key));
    }

    @Override
    public void put(String key, byte[] body) {
        s3.putObject(request -> request.bucket(name).key(key), RequestBody.fromBytes(body));
    }

    /** S3 knows no move; in between the object is there twice, and never not at all. */
    @Override
    public void move(String key, String newKey) {
        s3.copyObject(
                request ->
                        request.sourceBucket(name)
                                .sourceKey(key)
                                .destinationBucket(name)
                                .destinationKey(newKey));
        s3.deleteObject(request -> request.bucket(name).key(key));
    }
}
