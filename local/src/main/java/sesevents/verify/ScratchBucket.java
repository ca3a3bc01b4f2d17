package sesevents.verify;

import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** A bucket whose objects go for good, with every version that it keeps of them. */
record ScratchBucket(S3Client s3, String name) {
    /** Whether it is there and has our tag. */
    boolean isOurs() {
        try {
            return s3.getBucketTagging(request -> request.bucket(name)).tagSet().stream()
                    .anyMatch(tag -> tag.key().equals(Scratch.TAG));
        } catch (S3Exception e) {
            if (e.statusCode() == 404) {
                return false;
            }
            throw e;
        }
    }

    void empty(String prefix) {
        for (ListObjectVersionsResponse page :
                s3.listObjectVersionsPaginator(request -> request.bucket(name).prefix(prefix))) {
            List<ObjectIdentifier> objects =
                    Stream.concat(
                                    page.versions().stream()
                                            .map(one -> identifier(one.key(), one.versionId())),
                                    page.deleteMarkers().stream()
                                            .map(one -> identifier(one.key(), one.versionId())))
                            .toList();
            if (!objects.isEmpty()) {
                s3.deleteObjects(
                        request -> request.bucket(name).delete(all -> all.objects(objects)));
            }
        }
    }

    void delete() {
        try {
            empty("");
            s3.deleteBucket(request -> request.bucket(name));
        } catch (NoSuchBucketException _) {
            // Somebody was faster.
        }
    }

    private static ObjectIdentifier identifier(String key, String version) {
        return ObjectIdentifier.builder().key(key).versionId(version).build();
    }
}
