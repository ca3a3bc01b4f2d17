package sesevents.verify;

import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sesv2.model.NotFoundException;

/**
 * Takes away all that a verification has made, the bucket last: its tag says whose the rest is,
 * where the stack is gone already.
 */
record Removal(Scratch scratch, Stacks stacks) {
    /** SAM's own, for all stacks of the account. */
    private static final String SAM_STACK = "aws-sam-cli-managed-default";

    private static final String GONE = "gone";

    void run(Findings findings) {
        try (S3Client s3 = scratch.aws().s3();
                SesV2Client ses = scratch.aws().ses()) {
            ScratchBucket bucket = new ScratchBucket(s3, scratch.bucket());
            boolean isOurs = stacks.exists(scratch.name()) || bucket.isOurs();
            for (String stack : scratch.stacks()) {
                stacks.delete(stack);
                findings.compare(stack, GONE, stacks.exists(stack) ? "still there" : GONE);
            }
            if (isOurs) {
                deleteConfigurationSet(ses);
                stacks.output(SAM_STACK, "SourceBucket")
                        .ifPresent(sam -> new ScratchBucket(s3, sam).empty(scratch.name() + "/"));
            }
            if (bucket.isOurs()) {
                bucket.delete();
            }
            findings.compare("bucket", GONE, bucket.isOurs() ? "still there" : GONE);
        }
    }

    private void deleteConfigurationSet(SesV2Client ses) {
        try {
            ses.deleteConfigurationSet(request -> request.configurationSetName(scratch.name()));
        } catch (NotFoundException _) {
            // It went with a stack whose making failed.
        }
    }
}
