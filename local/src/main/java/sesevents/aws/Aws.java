package sesevents.aws;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import sesevents.UserError;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.athena.AthenaClient;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * AWS as this machine is let in: the SDK's usual places have the credentials.
 *
 * @param endpoint null for AWS itself
 */
public record Aws(URI endpoint, Region region) {
    private static final Pattern REGION = Pattern.compile("[a-z0-9-]+");

    /**
     * @param endpoint of something that stands in for AWS, or null
     * @param region as {@code us-east-1}; null leaves it to the SDK's usual places
     */
    public static Aws of(String endpoint, String region) {
        if (region != null && !REGION.matcher(region).matches()) {
            throw new UserError("'%s' is not a region; write it as us-east-1", region);
        }
        return new Aws(
                endpoint == null ? null : address(endpoint),
                region == null ? usualRegion() : Region.of(region));
    }

    private static URI address(String endpoint) {
        try {
            URI address = new URI(endpoint);
            if (List.of("http", "https").contains(String.valueOf(address.getScheme()))
                    && address.getHost() != null) {
                return address;
            }
        } catch (URISyntaxException _) {
            // As little an address as one without a host.
        }
        throw new UserError(
                "--endpoint-url %s is not an address; write it as http://localhost:4566", endpoint);
    }

    /** What the stack's template calls its outputs, by name. */
    public Stack stack(String name) {
        try (CloudFormationClient cloudFormation = cloudFormation()) {
            Map<String, String> outputs =
                    cloudFormation
                            .describeStacks(request -> request.stackName(name))
                            .stacks()
                            .getFirst()
                            .outputs()
                            .stream()
                            .collect(Collectors.toMap(Output::outputKey, Output::outputValue));
            return new Stack(name, region.id(), outputs);
        } catch (AwsServiceException e) {
            if (says(e).contains("does not exist")) {
                throw new UserError(
                        "no stack %s in %s; which there are: aws cloudformation list-stacks"
                                + " --region %s (another region: --region)",
                        name, region, region);
            }
            throw e;
        }
    }

    public S3Client s3() {
        // Of a bucket's name no host can be made where the endpoint is one on this machine.
        return with(S3Client.builder()).forcePathStyle(endpoint != null).build();
    }

    /** It tries nothing twice: who puts records counts the tries and waits in between. */
    public FirehoseClient firehose() {
        return with(FirehoseClient.builder())
                .overrideConfiguration(
                        settings -> settings.retryStrategy(DefaultRetryStrategy.doNotRetry()))
                .build();
    }

    public CloudFormationClient cloudFormation() {
        return with(CloudFormationClient.builder()).build();
    }

    public CloudWatchClient cloudWatch() {
        return with(CloudWatchClient.builder()).build();
    }

    public AthenaClient athena() {
        return with(AthenaClient.builder()).build();
    }

    public LambdaClient lambda() {
        return with(LambdaClient.builder()).build();
    }

    public SesV2Client ses() {
        return with(SesV2Client.builder()).build();
    }

    public SfnClient stepFunctions() {
        return with(SfnClient.builder()).build();
    }

    public StsClient sts() {
        return with(StsClient.builder()).build();
    }

    /** What a person can do about it, in one line. */
    public static UserError explained(SdkException failure) {
        String message = says(failure);
        if (failure instanceof SdkClientException && message.contains("credentials")) {
            return new UserError(
                    "no AWS credentials; set AWS_PROFILE, or log in (aws sso login, aws configure)");
        }
        if (failure instanceof AwsServiceException refusal && refusal.statusCode() < 500) {
            return new UserError("AWS refuses: %s", message);
        }
        return new UserError("AWS does not answer: %s", message);
    }

    private static String says(SdkException failure) {
        String message =
                failure instanceof AwsServiceException refusal && refusal.awsErrorDetails() != null
                        ? "%s: %s"
                                .formatted(
                                        refusal.awsErrorDetails().errorCode(),
                                        refusal.awsErrorDetails().errorMessage())
                        : String.valueOf(failure.getMessage());
        return message.replaceAll("\\s+", " ");
    }

    private static Region usualRegion() {
        try {
            return DefaultAwsRegionProviderChain.builder().build().getRegion();
        } catch (SdkClientException _) {
            throw new UserError("no AWS region; give --region, or set AWS_REGION");
        }
    }

    private <B extends AwsClientBuilder<B, C> & SdkSyncClientBuilder<B, C>, C> B with(B builder) {
        builder.region(region).httpClientBuilder(ApacheHttpClient.builder());
        builder.overrideConfiguration(settings -> settings.retryStrategy(RetryMode.STANDARD));
        return endpoint == null ? builder : builder.endpointOverride(endpoint);
    }
}
