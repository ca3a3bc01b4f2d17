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

/** A bucket in S3. */
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
     * Downloads to a file first: so the SDK repeats a download that breaks off, and a slow reader
     * holds no connection open.
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
            // The open stream stays readable, and a killed process leaves no file.
            Files.deleteIfExists(file);
            Files.delete(folder);
        }
    }

    @Override
    public void put(String key, byte[] body) {
        s3.putObject(request -> request.bucket(name).key(key), RequestBody.fromBytes(body));
    }

    /** S3 cannot move: the object is copied, then deleted, so it is never missing. */
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
