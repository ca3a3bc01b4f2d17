package sesevents.firehose;

import java.time.Duration;
import sesevents.lake.Keys;

/**
 * The settings of a delivery stream.
 *
 * @param transformBuffer bytes of records (at most 3 MiB) and their span in one invocation
 * @param deliveryBuffer bytes of transformed records, before compression, and their span in one
 *     object
 */
public record StreamSettings(
        String name,
        Prefix prefix,
        Prefix errorPrefix,
        Buffering transformBuffer,
        Buffering deliveryBuffer) {
    /** The most records in one invocation. */
    static final int TRANSFORM_RECORDS = 500;

    /** How often a failed invocation is repeated (NumberOfRetries). */
    public static final int RETRIES = 3;

    static final String REGION = "us-east-1";
    static final String FUNCTION_ARN =
            "arn:aws:lambda:us-east-1:123456789012:function:ses-events-transform:live";

    private static final int MIB = 1024 * 1024;
    private static final int TRANSFORM_BYTES_MAX = 3 * MIB;

    /** As template.yaml deploys the stream by default. */
    public static final StreamSettings DEPLOYED =
            new StreamSettings(
                    "ses-events",
                    new Prefix(Keys.HOURS + "!{timestamp:yyyy-MM-dd-HH}/"),
                    new Prefix(
                            Keys.QUARANTINE
                                    + "!{firehose:error-output-type}/!{timestamp:yyyy-MM-dd}/"),
                    new Buffering(MIB, Duration.ofSeconds(60)),
                    new Buffering(64 * MIB, Duration.ofSeconds(60)));

    public StreamSettings {
        if (transformBuffer.bytes() > TRANSFORM_BYTES_MAX) {
            throw new IllegalArgumentException(
                    "the transform's buffer holds at most 3 MiB, not %d bytes"
                            .formatted(transformBuffer.bytes()));
        }
    }

    public StreamSettings withTransformBuffer(Buffering buffer) {
        return new StreamSettings(name, prefix, errorPrefix, buffer, deliveryBuffer);
    }

    public StreamSettings withDeliveryBuffer(Buffering buffer) {
        return new StreamSettings(name, prefix, errorPrefix, transformBuffer, buffer);
    }

    String streamArn() {
        return "arn:aws:firehose:%s:123456789012:deliverystream/%s".formatted(REGION, name);
    }
}
