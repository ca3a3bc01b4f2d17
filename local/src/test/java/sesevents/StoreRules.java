package sesevents;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import sesevents.StackWorld.Statement;

/** Where mail lies or passes: bucket, stream, answers and logs. */
final class StoreRules {

    private final StackRules stack;

    private StoreRules(StackRules stack) {
        this.stack = stack;
    }

    static void check(StackRules stack) {
        StoreRules rules = new StoreRules(stack);
        rules.bucket();
        rules.stream();
        rules.workGroup();
        rules.logGroups();
    }

    private void bucket() {
        JsonNode bucket = stack.world().resources().get("Bucket").path("Properties");
        for (String block :
                List.of(
                        "BlockPublicAcls",
                        "BlockPublicPolicy",
                        "IgnorePublicAcls",
                        "RestrictPublicBuckets")) {
            stack.rule(
                    "the bucket is private",
                    block,
                    bucket.at("/PublicAccessBlockConfiguration/" + block).asText().equals("true"));
        }
        stack.rule(
                "the bucket's owner owns its objects",
                "Bucket",
                bucket.at("/OwnershipControls/Rules/0/ObjectOwnership")
                        .asText()
                        .equals("BucketOwnerEnforced"));
        JsonNode encryption = bucket.at("/BucketEncryption/ServerSideEncryptionConfiguration/0");
        stack.rule(
                "the bucket is encrypted",
                "Bucket",
                encryption
                                .at("/ServerSideEncryptionByDefault/SSEAlgorithm")
                                .asText()
                                .equals(stack.everything() ? "aws:kms" : "AES256")
                        && stack.keyOf(
                                encryption.at("/ServerSideEncryptionByDefault/KMSMasterKeyID")));
        stack.rule(
                "the bucket asks the key once, not for each object",
                "Bucket",
                encryption
                        .path("BucketKeyEnabled")
                        .asText()
                        .equals(String.valueOf(stack.everything())));
        stack.rule(
                "versions are kept where asked",
                "Bucket",
                bucket.at("/VersioningConfiguration/Status")
                        .asText()
                        .equals(stack.everything() ? "Enabled" : ""));
        stack.rule(
                "accesses are logged where asked",
                "Bucket",
                bucket.at("/LoggingConfiguration/DestinationBucketName")
                        .asText()
                        .equals(stack.everything() ? "access-logs" : ""));
        JsonNode rules = bucket.at("/LifecycleConfiguration/Rules");
        for (String action :
                List.of(
                        "NoncurrentVersionExpiration",
                        "ExpiredObjectDeleteMarker",
                        "AbortIncompleteMultipartUpload")) {
            stack.rule(
                    "nothing that was deleted stays for ever",
                    action,
                    rules.valueStream()
                            .anyMatch(
                                    one ->
                                            !one.path(action).asText("").equals("false")
                                                    && one.has(action)
                                                    && !one.has("Prefix")
                                                    && one.path("Status")
                                                            .asText()
                                                            .equals("Enabled")));
        }
        stack.rule(
                "nobody comes without TLS",
                "BucketPolicy",
                stack.world()
                        .statementsOf("AWS::S3::BucketPolicy")
                        .anyMatch(this::deniesPlainHttp));
        stack.rule(
                "nobody is let into the bucket by its policy",
                "BucketPolicy",
                stack.world().statementsOf("AWS::S3::BucketPolicy").noneMatch(Statement::allows));
    }

    private boolean deniesPlainHttp(Statement statement) {
        return statement.text().path("Effect").asText().equals("Deny")
                && statement.text().path("Principal").asText().equals("*")
                && statement.list("Action").equals(List.of("s3:*"))
                && statement.list("Resource").equals(List.of("<Bucket.Arn>", "<Bucket.Arn>/*"))
                && statement
                        .text()
                        .path("Condition")
                        .toString()
                        .equals("{\"Bool\":{\"aws:SecureTransport\":\"false\"}}");
    }

    private void stream() {
        String encryption = "/DeliveryStreamEncryptionConfigurationInput";
        stack.rule(
                "Firehose logs why it cannot back up",
                "Stream",
                stack.at(
                                "Stream",
                                "/ExtendedS3DestinationConfiguration/S3BackupConfiguration"
                                        + "/CloudWatchLoggingOptions/Enabled")
                        .equals(stack.everything() ? "true" : ""));
        stack.rule(
                "the stream is encrypted",
                "Stream",
                stack.at("Stream", encryption + "/KeyType")
                                .equals(
                                        stack.everything()
                                                ? "CUSTOMER_MANAGED_CMK"
                                                : "AWS_OWNED_CMK")
                        && stack.at("Stream", encryption + "/KeyARN")
                                .equals(stack.everything() ? StackWorld.KEY : ""));
    }

    private void workGroup() {
        String configuration = "/WorkGroupConfiguration";
        String result = configuration + "/ResultConfiguration";
        stack.rule(
                "nobody overrides the workgroup",
                "WorkGroup",
                stack.at("WorkGroup", configuration + "/EnforceWorkGroupConfiguration")
                        .equals("true"));
        stack.rule(
                "a query has a limit",
                "WorkGroup",
                !stack.at("WorkGroup", configuration + "/BytesScannedCutoffPerQuery").isEmpty());
        stack.rule(
                "answers go to a bucket of this account",
                "WorkGroup",
                stack.at("WorkGroup", result + "/ExpectedBucketOwner").equals("123456789012"));
        stack.rule(
                "answers are encrypted",
                "WorkGroup",
                stack.at("WorkGroup", result + "/EncryptionConfiguration/EncryptionOption")
                                .equals(stack.everything() ? "SSE_KMS" : "SSE_S3")
                        && stack.at("WorkGroup", result + "/EncryptionConfiguration/KmsKey")
                                .equals(stack.everything() ? StackWorld.KEY : ""));
    }

    private void logGroups() {
        stack.world()
                .ofType("AWS::Logs::LogGroup")
                .forEach(
                        (id, group) -> {
                            JsonNode properties = group.path("Properties");
                            stack.rule(
                                    "a log group has a retention",
                                    id,
                                    properties.has("RetentionInDays"));
                            stack.rule(
                                    "a log group has the key that was given",
                                    id,
                                    stack.keyOf(properties.path("KmsKeyId")));
                        });
        stack.rule(
                "the function logs to its group",
                "TransformFunction",
                stack.at("TransformFunction", "/LoggingConfig/LogGroup")
                        .equals("<TransformLogGroup>"));
        stack.rule(
                "the refresh logs its failed runs, and none of their data",
                "Refresh",
                stack.at("Refresh", "/Logging/Level").equals("FATAL")
                        && stack.at("Refresh", "/Logging/IncludeExecutionData").equals("false")
                        && stack.world()
                                        .resources()
                                        .get("Refresh")
                                        .at("/Properties/Logging/Destinations")
                                        .size()
                                == 1);
        stack.rule(
                "Firehose logs why it cannot deliver",
                "Stream",
                stack.at(
                                "Stream",
                                "/ExtendedS3DestinationConfiguration/CloudWatchLoggingOptions/Enabled")
                        .equals("true"));
    }
}
