package sesevents.verify;

import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sesv2.model.NotFoundException;

/**
 * Removes everything that a verification made. The bucket goes last: once the stack is gone, only
 * the bucket's tag tells that the rest is ours.
 */
record Removal(Scratch scratch, Stacks stacks) {
    /** SAM's own stack, which all stacks of the account share. */
    private static final String SAM_STACK = "aws-sam-cli-managed-default";

    void run(Findings findings) {
        try (S3Client s3 = scratch.aws().s3()) {
            boolean isOurs = stacks.exists(scratch.name()) || isBucketOurs(s3);
            for (String stack : scratch.stacks()) {
                stacks.delete(stack);
                findings.compare(stack, "gone", stacks.exists(stack) ? "still there" : "gone");
            }
            if (isOurs) {
                deleteConfigurationSet();
                scratch.aws().find(SAM_STACK).stream()
                        .flatMap(stack -> stack.outputs().stream())
                        .filter(output -> output.outputKey().equals("SourceBucket"))
                        .forEach(bucket -> empty(s3, bucket.outputValue(), scratch.name() + "/"));
            }
            if (isBucketOurs(s3)) {
                empty(s3, scratch.bucket(), "");
                s3.deleteBucket(request -> request.bucket(scratch.bucket()));
            }
            findings.compare("bucket", "gone", isBucketOurs(s3) ? "still there" : "gone");
        }
    }

    private void deleteConfigurationSet() {
        try (SesV2Client ses = scratch.aws().ses()) {
            ses.deleteConfigurationSet(request -> request.configurationSetName(scratch.name()));
        } catch (NotFoundException _) {
            // CloudFormation deletes it if the stack could not be created.
        }
    }

    private boolean isBucketOurs(S3Client s3) {
        try {
            return s3
                    .getBucketTagging(request -> request.bucket(scratch.bucket()))
                    .tagSet()
                    .stream()
                    .anyMatch(tag -> tag.key().equals(Scratch.TAG));
        } catch (S3Exception e) {
            if (e.statusCode() == 404) {
                return false;
            }
            throw e;
        }
    }

    /** Deletes every version of each object. */
    private static void empty(S3Client s3, String bucket, String prefix) {
        for (ListObjectVersionsResponse page :
                s3.listObjectVersionsPaginator(request -> request.bucket(bucket).prefix(prefix))) {
            List<ObjectIdentifier> objects =
                    Stream.concat(
                                    page.versions().stream()
                                            .map(one -> identifier(one.key(), one.versionId())),
                                    page.deleteMarkers().stream()
                                            .map(one -> identifier(one.key(), one.versionId())))
                            .toList();
            if (!objects.isEmpty()) {
                s3.deleteObjects(
                        request -> request.bucket(bucket).delete(all -> all.objects(objects)));
            }
        }
    }

    private static ObjectIdentifier identifier(String key, String version) {
        return ObjectIdentifier.builder().key(key).versionId(version).build();
    }
}
