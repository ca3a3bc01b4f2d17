package sesevents.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Map;
import java.util.Map.Entry;

/** Properties that have one right value. */
final class ValueRules {
    /** Resource or type, property, value with the defaults, and with everything; - is no value. */
    private static final String VALUES =
            """
            Bucket BucketName - -
            Bucket PublicAccessBlockConfiguration/BlockPublicAcls true true
            Bucket PublicAccessBlockConfiguration/BlockPublicPolicy true true
            Bucket PublicAccessBlockConfiguration/IgnorePublicAcls true true
            Bucket PublicAccessBlockConfiguration/RestrictPublicBuckets true true
            Bucket OwnershipControls/Rules/0/ObjectOwnership BucketOwnerEnforced BucketOwnerEnforced
            Bucket BucketEncryption/{encryption}/{default}/SSEAlgorithm AES256 aws:kms
            Bucket BucketEncryption/{encryption}/{default}/KMSMasterKeyID - {key}
            Bucket BucketEncryption/{encryption}/BucketKeyEnabled false true
            Bucket VersioningConfiguration/Status - Enabled
            Bucket LoggingConfiguration/DestinationBucketName - access-logs
            Stream DeliveryStreamEncryptionConfigurationInput/KeyType AWS_OWNED_CMK CUSTOMER_MANAGED_CMK
            Stream DeliveryStreamEncryptionConfigurationInput/KeyARN - {key}
            Stream {s3}/S3BackupMode Disabled Enabled
            Stream {s3}/CloudWatchLoggingOptions/Enabled true true
            Stream {s3}/S3BackupConfiguration/CloudWatchLoggingOptions/Enabled - true
            TransformFunction ReservedConcurrentExecutions - 5
            TransformFunction LoggingConfig/LogGroup <TransformLogGroup> <TransformLogGroup>
            Refresh Logging/Level FATAL FATAL
            Refresh Logging/IncludeExecutionData false false
            Refresh Logging/{destination} <RefreshLogGroup.Arn> <RefreshLogGroup.Arn>
            WorkGroup RecursiveDeleteOption true true
            WorkGroup WorkGroupConfiguration/EnforceWorkGroupConfiguration true true
            WorkGroup WorkGroupConfiguration/PublishCloudWatchMetricsEnabled true true
            WorkGroup WorkGroupConfiguration/BytesScannedCutoffPerQuery 10737418240 10485760
            WorkGroup {result}/OutputLocation s3://<Bucket>/athena-results/ s3://<Bucket>/athena-results/
            WorkGroup {result}/ExpectedBucketOwner 123456789012 123456789012
            WorkGroup {result}/EncryptionConfiguration/EncryptionOption SSE_S3 SSE_KMS
            WorkGroup {result}/EncryptionConfiguration/KmsKey - {key}
            AWS::Logs::LogGroup RetentionInDays 30 90
            AWS::Logs::LogGroup KmsKeyId - {key}
            AWS::IAM::Role PermissionsBoundary - {boundary}
            AWS::IAM::Role ManagedPolicyArns/0 - -
            AWS::IAM::Role Path / /mail/
            AWS::IAM::ManagedPolicy Path / /mail/
            {grant} Principal/DataLakePrincipalIdentifier <RefreshRole.Arn> <RefreshRole.Arn>
            {grant} PermissionsWithGrantOption/0 - -
            AWS::CloudWatch::Alarm AlarmActions/0 <Topic> <Topic>
            Alarms.Topic KmsMasterKeyId <Key> <Key>
            Alarms.Key EnableKeyRotation true true
            """
                    .replace("{key}", StackWorld.KEY)
                    .replace("{boundary}", StackWorld.BOUNDARY)
                    .replace("{grant}", "AWS::LakeFormation::PrincipalPermissions")
                    .replace("{s3}", "ExtendedS3DestinationConfiguration")
                    .replace("{encryption}", "ServerSideEncryptionConfiguration/0")
                    .replace("{default}", "ServerSideEncryptionByDefault")
                    .replace("{result}", "WorkGroupConfiguration/ResultConfiguration")
                    .replace("{destination}", "Destinations/0/CloudWatchLogsLogGroup/LogGroupArn");

    private ValueRules() {}

    static void check(StackRules stack) {
        for (String line : VALUES.lines().toList()) {
            String[] words = line.split(" ");
            String right = words[stack.everything() ? 3 : 2];
            Map<String, JsonNode> resources = stack.world().ofType(words[0]);
            if (!words[0].contains("::")) {
                JsonNode one = stack.world().resources().get(words[0]);
                resources.put(words[0], one == null ? MissingNode.getInstance() : one);
            }
            for (Entry<String, JsonNode> resource : resources.entrySet()) {
                String value = resource.getValue().at("/Properties/" + words[1]).asText();
                stack.rule(
                        words[1] + " is " + right,
                        resource.getKey() + " has " + value,
                        value.equals(right.equals("-") ? "" : right));
            }
        }
    }
}
