package sesevents.firehose;

import java.time.Duration;

/**
 * What a delivery stream is created with.
 *
 * @param transformBuffer bytes of records (at most 3 MiB) and their span in one invocation
 * @param transformRecords the most records in one invocation
 * @param retries how often a failed invocation is repeated (NumberOfRetries)
 * @param deliveryBuffer bytes of transformed records, before compression, and their span in one
 *     object
 */
public record StreamSettings(
        String name,
        String region,
        String account,
        String functionArn,
        Prefix prefix,
        Prefix errorPrefix,
        Buffering transformBuffer,
        int transformRecords,
        int retries,
        Buffering deliveryBuffer) {
    /** The version in object keys; AWS raises it when the stream is updated. */
    static final String VERSION = "1";

    private static final int MIB = 1024 * 1024;
    private static final int TRANSFORM_BYTES_MAX = 3 * MIB;
    private static final String REGION = "us-east-1";
    private static final String ACCOUNT = "123456789012";

    /** As template.yaml deploys it by default. */
    public static final StreamSettings DEPLOYED =
            new StreamSettings(
                    "ses-events",
                    REGION,
                    ACCOUNT,
                    "arn:aws:lambda:%s:%s:function:ses-events-transform:live"
                            .formatted(REGION, ACCOUNT),
                    new Prefix("events/ingest_hour=!{timestamp:yyyy-MM-dd-HH}/"),
                    new Prefix("quarantine/!{firehose:error-output-type}/!{timestamp:yyyy-MM-dd}/"),
                    new Buffering(MIB, Duration.ofSeconds(60)),
                    500,
                    3,
                    new Buffering(64 * MIB, Duration.ofSeconds(60)));

    public StreamSettings {
        if (transformBuffer.bytes() > TRANSFORM_BYTES_MAX) {
            throw new IllegalArgumentException(
                    "the transform's buffer holds at most 3 MiB, not %d bytes"
                            .formatted(transformBuffer.bytes()));
        }
    }

    public StreamSettings withTransformBuffer(Buffering buffer) {
        return new StreamSettings(
                name,
                region,
                account,
                functionArn,
                prefix,
                errorPrefix,
                buffer,
                transformRecords,
                retries,
                deliveryBuffer);
    }

    public StreamSettings withDeliveryBuffer(Buffering buffer) {
        return new StreamSettings(
                name,
                region,
                account,
                functionArn,
                prefix,
                errorPrefix,
                transformBuffer,
                transformRecords,
                retries,
                buffer);
    }

    String streamArn() {
        return "arn:aws:firehose:%s:%s:deliverystream/%s".formatted(region, account, name);
    }
}
