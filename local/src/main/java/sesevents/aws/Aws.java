package sesevents.aws;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * Clients for one region of AWS, with the credentials that the SDK finds on this machine.
 *
 * @param endpoint null for AWS itself
 */
public record Aws(URI endpoint, Region region) {
    private static final Pattern REGION = Pattern.compile("[a-z0-9-]+");

    /**
     * @param endpoint the address of a stand-in for AWS, or null
     * @param region as {@code us-east-1}; null for the one that the SDK finds on this machine
     * @throws UserError if either is malformed, or there is no region
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
            // The message below tells it.
        }
        throw new UserError(
                "--endpoint-url %s is not an address; write it as http://localhost:4566", endpoint);
    }

    /** CloudFormation's description of a stack; empty if there is no such stack. */
    public Optional<software.amazon.awssdk.services.cloudformation.model.Stack> find(String name) {
        try (CloudFormationClient cloudFormation = cloudFormation()) {
            return Optional.of(
                    cloudFormation
                            .describeStacks(request -> request.stackName(name))
                            .stacks()
                            .getFirst());
        } catch (AwsServiceException e) {
            if (says(e).contains("does not exist")) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /**
     * A stack with its outputs.
     *
     * @throws UserError if there is no such stack
     */
    public Stack stack(String name) {
        Map<String, String> outputs =
                find(name)
                        .orElseThrow(
                                () ->
                                        new UserError(
                                                "no stack %s in %s; to list the stacks: aws"
                                                        + " cloudformation list-stacks --region %s"
                                                        + " (another region: --region)",
                                                name, region, region))
                        .outputs()
                        .stream()
                        .collect(Collectors.toMap(Output::outputKey, Output::outputValue));
        return new Stack(name, region.id(), outputs);
    }

    public S3Client s3() {
        // A stand-in has one host name, which cannot begin with the bucket's name.
        return with(S3Client.builder()).forcePathStyle(endpoint != null).build();
    }

    /** Without retries: the caller counts its attempts and waits between them. */
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

    public SesV2Client ses() {
        return with(SesV2Client.builder()).build();
    }

    public SfnClient stepFunctions() {
        return with(SfnClient.builder()).build();
    }

    public StsClient sts() {
        return with(StsClient.builder()).build();
    }

    /** The failure in one line, with what the user can do about it. */
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
