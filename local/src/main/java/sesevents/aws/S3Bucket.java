package sesevents.aws;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;
import sesevents.UserError;
import sesevents.lake.ObjectStore;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
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

    /**
     * By way of a file: so the SDK asks again for an object that breaks off, and no connection
     * waits for a slow reader.
     */
    @Override
    public InputStream read(String key) throws IOException {
        Path folder = Files.createTempDirectory("ses-events-");
        Path file = folder.resolve("object");
        try {
            s3.getObject(
                    request -> request.bucket(name).key(key), ResponseTransformer.toFile(file));
            return Files.newInputStream(file);
        } catch (NoSuchKeyException _) {
            throw new NoSuchFileException(key);
        } catch (SdkException e) {
            throw new IOException(
                    e.getCause() instanceof IOException cause
                            ? UserError.reason(cause)
                            : Aws.explained(e).getMessage(),
                    e);
        } finally {
            // What is open can be read none the less, and a kill leaves nothing behind.
            Files.deleteIfExists(file);
            Files.delete(folder);
        }
    }

    @Override
    public void put(String key, byte[] body) {
        s3.putObject(request -> request.bucket(name).key(key), RequestBody.fromBytes(body));
    }

    /** S3 knows no move; in between the object is there twice, and never not at all. */
    @Override
    public void move(String key, String newKey) throws IOException {
        try {
            s3.copyObject(
                    request ->
                            request.sourceBucket(name)
                                    .sourceKey(key)
                                    .destinationBucket(name)
                                    .destinationKey(newKey));
        } catch (S3Exception e) {
            if (e.awsErrorDetails() != null
                    && "NoSuchKey".equals(e.awsErrorDetails().errorCode())) {
                throw new NoSuchFileException(key);
            }
            throw e;
        }
        s3.deleteObject(request -> request.bucket(name).key(key));
    }
}
