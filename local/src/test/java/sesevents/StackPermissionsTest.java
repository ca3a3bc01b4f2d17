package sesevents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static sesevents.StackTemplate.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sesevents.cli.Checkout;
import sesevents.sql.SqlTree;

class StackPermissionsTest {
    private static final String KEY = "arn:aws-us-gov:kms:us-gov-west-1:123456789012:key/1-2-3";
    private static final StackTemplate TEMPLATE = StackTemplate.ours();
    private static final Deployment PLAIN = new Deployment(TEMPLATE, Map.of());
    private static final Deployment FULL =
            new Deployment(
                    TEMPLATE,
                    Map.of("KmsKeyArn", KEY, "SourceBackup", "Yes", "LakeFormation", "Yes"));

    /** Every star in a policy, with the rule of AWS that asks for it. */
    private static final Map<String, String> STARS =
            Map.of(
                    "<Bucket.Arn>/events/*", "Firehose names the objects",
                    "<Bucket.Arn>/quarantine/*", "Firehose names the objects",
                    "<Bucket.Arn>/backup/*", "Firehose names the objects",
                    "<Bucket.Arn>/ledger/*", "Athena names the objects",
                    "<Bucket.Arn>/athena-results/*", "Athena names the objects",
                    "*", "log deliveries and Lake Formation's data access are no resources",
                    "<Bucket.Arn>/*", "the denial of plain HTTP is for every object,",
                    "s3:*", "for every action");

    @Test
    void letsOnlySesPublishForThisConfigurationSetOfThisAccount() {
        assertEquals(
                json(
                        """
                        {
                          "AssumeRolePolicyDocument": {
                            "Version": "2012-10-17",
                            "Statement": [{
                              "Effect": "Allow",
                              "Principal": {"Service": "ses.amazonaws.com"},
                              "Action": "sts:AssumeRole",
                              "Condition": {"StringEquals": {
                                "aws:SourceAccount": "123456789012",
                                "aws:SourceArn":
                        "arn:aws-us-gov:ses:us-gov-west-1:123456789012:configuration-set/event-db-config"
                              }}
                            }]
                          },
                          "Policies": [{
                            "PolicyName": "put-events",
                            "PolicyDocument": {
                              "Version": "2012-10-17",
                              "Statement": [{
                                "Effect": "Allow",
                                "Action": "firehose:PutRecordBatch",
                                "Resource": "<Stream.Arn>"
                              }]
                            }
                          }]
                        }
                        """),
                properties(PLAIN, "SesRole"));
    }

    @Test
    void letsOnlyFirehoseForThisAccountDeliver() {
        assertEquals(
                json(
                        """
                        {
                          "Version": "2012-10-17",
                          "Statement": [{
                            "Effect": "Allow",
                            "Principal": {"Service": "firehose.amazonaws.com"},
                            "Action": "sts:AssumeRole",
                            "Condition": {"StringEquals": {"sts:ExternalId": "123456789012"}}
                          }]
                        }
                        """),
                properties(PLAIN, "StreamRole").path("AssumeRolePolicyDocument"));
    }

    @Test
    void letsFirehoseDoWhatDeliveryTakes() {
        String logs = "arn:aws-us-gov:logs:us-gov-west-1:123456789012:log-group:<StreamLogGroup>";
        assertEquals(
                Set.of(
                        "lambda:InvokeFunction on <TransformFunction.Alias>",
                        "lambda:GetFunctionConfiguration on <TransformFunction.Alias>",
                        "s3:GetBucketLocation on <Bucket.Arn>",
                        "s3:ListBucket on <Bucket.Arn>",
                        "s3:ListBucketMultipartUploads on <Bucket.Arn>",
                        "s3:AbortMultipartUpload on <Bucket.Arn>/events/*",
                        "s3:AbortMultipartUpload on <Bucket.Arn>/quarantine/*",
                        "s3:GetObject on <Bucket.Arn>/events/*",
                        "s3:GetObject on <Bucket.Arn>/quarantine/*",
                        "s3:PutObject on <Bucket.Arn>/events/*",
                        "s3:PutObject on <Bucket.Arn>/quarantine/*",
                        "logs:PutLogEvents on " + logs + ":log-stream:<DeliveryLogStream>",
                        "logs:PutLogEvents on " + logs + ":log-stream:<BackupLogStream>"),
                permissions(PLAIN, "StreamRole"));
    }

    @Test
    void letsFirehoseUseTheKeyForS3AndWriteBackupsOnlyWhereAsked() {
        Set<String> more = permissions(FULL, "StreamRole");
        more.removeAll(permissions(PLAIN, "StreamRole"));
        assertEquals(
                Set.of(
                        "s3:AbortMultipartUpload on <Bucket.Arn>/backup/*",
                        "s3:GetObject on <Bucket.Arn>/backup/*",
                        "s3:PutObject on <Bucket.Arn>/backup/*",
                        "kms:Decrypt on " + KEY,
                        "kms:GenerateDataKey on " + KEY),
                more);
        assertEquals(
                json(
                        "{\"StringEquals\": {\"kms:ViaService\": \"s3.us-gov-west-1.amazonaws.com\"}}"),
                statements(FULL, "StreamRole")
                        .filter(statement -> statement.path("Resource").asText().equals(KEY))
                        .findFirst()
                        .orElseThrow()
                        .path("Condition"));
    }

    @Test
    void letsTheFunctionLogAndNothingElse() {
        assertEquals(
                Set.of(
                        "logs:CreateLogStream on <TransformLogGroup.Arn>",
                        "logs:PutLogEvents on <TransformLogGroup.Arn>"),
                permissions(FULL, "TransformRole"));
    }

    @Test
    void letsOnlyTheRefreshOfThisAccountQueryAndOnlyThisAccountsScheduleStartIt() {
        assertEquals(
                trust(
                        "states",
                        "states:us-gov-west-1:123456789012:stateMachine:ses-events-refresh"),
                properties(PLAIN, "RefreshRole").path("AssumeRolePolicyDocument"));
        assertEquals("ses-events-refresh", properties(PLAIN, "Refresh").path("Name").asText());
        assertEquals(
                trust("scheduler", "scheduler:us-gov-west-1:123456789012:schedule-group/default"),
                properties(PLAIN, "RefreshScheduleRole").path("AssumeRolePolicyDocument"));
        assertEquals(
                Set.of(
                        "states:StartExecution on"
                                + " arn:aws-us-gov:states:us-gov-west-1:123456789012:stateMachine:ses-events-refresh"),
                permissions(FULL, "RefreshScheduleRole"));
    }

    private static JsonNode trust(String service, String source) {
        return json(
                """
                {
                  "Version": "2012-10-17",
                  "Statement": [{
                    "Effect": "Allow",
                    "Principal": {"Service": "%s.amazonaws.com"},
                    "Action": "sts:AssumeRole",
                    "Condition": {"StringEquals": {
                      "aws:SourceAccount": "123456789012",
                      "aws:SourceArn": "arn:aws-us-gov:%s"
                    }}
                  }]
                }
                """
                        .formatted(service, source));
    }

    @Test
    void letsTheRefreshWriteTheLedgerAndReadWhatItIsMadeOf() {
        String athena = "arn:aws-us-gov:athena:us-gov-west-1:123456789012:";
        String glue = "arn:aws-us-gov:glue:us-gov-west-1:123456789012:";
        Set<String> wanted = new TreeSet<>();
        for (String action : List.of("GetDatabase", "GetTable", "GetPartitions")) {
            for (String resource :
                    List.of(
                            "catalog",
                            "database/default",
                            "database/ses_event_db",
                            "table/ses_event_db/ses_events",
                            "table/ses_event_db/recipient_days",
                            "table/ses_event_db/recipient_ledger")) {
                wanted.add("glue:" + action + " on " + glue + resource);
            }
        }
        for (String resource :
                List.of(
                        "catalog",
                        "database/ses_event_db",
                        "table/ses_event_db/recipient_ledger")) {
            wanted.add("glue:UpdateTable on " + glue + resource);
        }
        for (String action :
                List.of(
                        "BatchGetNamedQuery",
                        "StartQueryExecution",
                        "GetQueryExecution",
                        "GetQueryResults",
                        "StopQueryExecution")) {
            wanted.add("athena:" + action + " on " + athena + "workgroup/ses-events");
        }
        wanted.add("athena:GetDataCatalog on " + athena + "datacatalog/AwsDataCatalog");
        for (String action :
                List.of("GetBucketLocation", "ListBucket", "ListBucketMultipartUploads")) {
            wanted.add("s3:" + action + " on <Bucket.Arn>");
        }
        wanted.add("s3:GetObject on <Bucket.Arn>/events/*");
        wanted.add("s3:DeleteObject on <Bucket.Arn>/ledger/*");
        for (String action :
                List.of(
                        "AbortMultipartUpload",
                        "GetObject",
                        "ListMultipartUploadParts",
                        "PutObject")) {
            wanted.add("s3:" + action + " on <Bucket.Arn>/ledger/*");
            wanted.add("s3:" + action + " on <Bucket.Arn>/athena-results/*");
        }
        wanted.add(
                "states:ListExecutions on"
                        + " arn:aws-us-gov:states:us-gov-west-1:123456789012:stateMachine:ses-events-refresh");
        Set<String> granted = permissions(PLAIN, "RefreshRole");
        granted.removeIf(permission -> permission.startsWith("logs:"));
        assertEquals(wanted, granted);
    }

    @Test
    void letsTheRefreshReadTheTablesThatItsStatementsReadAndNoOther() {
        SqlTree sql = SqlTree.ofCheckout();
        Map<String, String> texts = new HashMap<>();
        sql.views().forEach(view -> texts.put(view.name(), view.query()));
        sql.tables().forEach(table -> texts.put(table.name(), ""));
        sql.icebergTables().forEach(table -> texts.put(table.name(), ""));
        Set<String> read = new TreeSet<>();
        Deque<String> unread = new ArrayDeque<>();
        sql.refresh().forEach(statement -> unread.add(statement.text()));
        while (!unread.isEmpty()) {
            String text = unread.remove().replaceAll("--.*", "");
            texts.keySet().stream()
                    .filter(name -> text.matches("(?s).*\\b" + name + "\\b.*"))
                    .filter(read::add)
                    .forEach(name -> unread.add(texts.get(name)));
        }
        assertEquals(
                read,
                permissions(PLAIN, "RefreshRole").stream()
                        .filter(permission -> permission.matches("glue:GetTable on .*:table/.*"))
                        .map(permission -> permission.replaceAll(".*/", ""))
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void letsTheRefreshUseTheKeyOfTheGlueCatalogThroughGlue() {
        Deployment deployment = new Deployment(TEMPLATE, Map.of("CatalogKmsKeyArn", KEY));
        Set<String> more = permissions(deployment, "RefreshRole");
        more.removeAll(permissions(PLAIN, "RefreshRole"));
        assertEquals(
                Set.of(
                        "kms:Decrypt on " + KEY,
                        "kms:Encrypt on " + KEY,
                        "kms:GenerateDataKey on " + KEY),
                more);
        assertEquals(
                json(
                        "{\"StringEquals\": {\"kms:ViaService\": \"glue.us-gov-west-1.amazonaws.com\"}}"),
                statements(deployment, "RefreshRole")
                        .filter(statement -> statement.path("Resource").asText().equals(KEY))
                        .findFirst()
                        .orElseThrow()
                        .path("Condition"));
    }

    @ParameterizedTest
    @CsvSource({"Yes", "YES"})
    void grantsTheRefreshInLakeFormationWhatItsPoliciesAllowInGlue(String answer) {
        Deployment deployment = new Deployment(TEMPLATE, Map.of("LakeFormation", answer));
        Set<String> more = permissions(deployment, "RefreshRole");
        more.removeAll(permissions(PLAIN, "RefreshRole"));
        assertEquals(Set.of("lakeformation:GetDataAccess on *"), more);
        assertEquals(
                json(
                        """
                        {
                          "Principal": {"DataLakePrincipalIdentifier": "<RefreshRole.Arn>"},
                          "Resource": {"Database": {
                            "CatalogId": "123456789012", "Name": "ses_event_db"}},
                          "Permissions": ["DESCRIBE"],
                          "PermissionsWithGrantOption": []
                        }
                        """),
                properties(deployment, "RefreshDatabaseGrant"));
        assertEquals(
                json(
                        """
                        {
                          "Principal": {"DataLakePrincipalIdentifier": "<RefreshRole.Arn>"},
                          "Resource": {"Table": {
                            "CatalogId": "123456789012",
                            "DatabaseName": "ses_event_db",
                            "TableWildcard": {}}},
                          "Permissions": ["ALTER", "DELETE", "DESCRIBE", "INSERT", "SELECT"],
                          "PermissionsWithGrantOption": []
                        }
                        """),
                properties(deployment, "RefreshTablesGrant"));
    }

    @Test
    void asksLakeFormationForNothingUnlessTold() {
        assertFalse(PLAIN.resources().toString().contains("lakeformation"));
        assertFalse(PLAIN.resources().has("RefreshDatabaseGrant"));
        assertFalse(PLAIN.resources().has("RefreshTablesGrant"));
    }

    @Test
    void deniesPlainHttpToEverybody() {
        assertEquals(
                json(
                        """
                        {
                          "Bucket": "<Bucket>",
                          "PolicyDocument": {
                            "Version": "2012-10-17",
                            "Statement": [{
                              "Sid": "OnlyTls",
                              "Effect": "Deny",
                              "Principal": "*",
                              "Action": "s3:*",
                              "Resource": ["<Bucket.Arn>", "<Bucket.Arn>/*"],
                              "Condition": {"Bool": {"aws:SecureTransport": "false"}}
                            }]
                          }
                        }
                        """),
                properties(PLAIN, "BucketPolicy"));
    }

    @Test
    void hasNoStarBeyondWhatAwsAsksFor() {
        Set<String> stars = new TreeSet<>();
        for (JsonNode resource : FULL.resources()) {
            resource.findValues("Statement").stream()
                    .flatMap(JsonNode::valueStream)
                    .flatMap(
                            statement ->
                                    Stream.concat(
                                            each(statement.path("Action")),
                                            each(statement.path("Resource"))))
                    .filter(text -> text.contains("*"))
                    .forEach(stars::add);
        }
        assertEquals(new TreeSet<>(STARS.keySet()), stars);
    }

    @Test
    void keepsTheBucketPrivate() {
        JsonNode bucket = properties(PLAIN, "Bucket");
        assertEquals(
                json(
                        """
                        {"BlockPublicAcls": true, "BlockPublicPolicy": true,
                         "IgnorePublicAcls": true, "RestrictPublicBuckets": true}
                        """),
                bucket.path("PublicAccessBlockConfiguration"));
        assertEquals(
                json("{\"Rules\": [{\"ObjectOwnership\": \"BucketOwnerEnforced\"}]}"),
                bucket.path("OwnershipControls"));
    }

    @Test
    void encryptsWithKeysOfAwsWhereNoneIsGiven() {
        assertEquals(
                json(
                        """
                        {"ServerSideEncryptionConfiguration": [{
                          "BucketKeyEnabled": false,
                          "ServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}}]}
                        """),
                properties(PLAIN, "Bucket").path("BucketEncryption"));
    }

    @Test
    void encryptsStreamBucketAndAnswersWithTheKeyGiven() {
        assertEquals(
                json(
                        """
                        {"ServerSideEncryptionConfiguration": [{
                          "BucketKeyEnabled": true,
                          "ServerSideEncryptionByDefault":
                            {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": "%s"}}]}
                        """
                                .formatted(KEY)),
                properties(FULL, "Bucket").path("BucketEncryption"));
        assertEquals(
                json("{\"KeyType\": \"CUSTOMER_MANAGED_CMK\", \"KeyARN\": \"%s\"}".formatted(KEY)),
                properties(FULL, "Stream").path("DeliveryStreamEncryptionConfigurationInput"));
        assertEquals(
                json("{\"EncryptionOption\": \"SSE_KMS\", \"KmsKey\": \"%s\"}".formatted(KEY)),
                properties(FULL, "WorkGroup")
                        .at("/WorkGroupConfiguration/ResultConfiguration/EncryptionConfiguration"));
    }

    @ParameterizedTest
    @CsvSource({
        "template.yaml",
        "names.yaml",
        "catalog.yaml",
        "ledger.yaml",
        "alarms.yaml",
        "dashboard.yaml"
    })
    void namesNoPartitionOfItsOwn(String file) {
        StackTemplate template = StackTemplate.read(Checkout.root().resolve(file));
        assertFalse(template.tree().toString().contains("arn:aws:"));
    }

    private static Set<String> permissions(Deployment deployment, String role) {
        Set<String> permissions = new TreeSet<>();
        statements(deployment, role)
                .forEach(
                        statement ->
                                each(statement.path("Action"))
                                        .forEach(
                                                action ->
                                                        each(statement.path("Resource"))
                                                                .map(on -> action + " on " + on)
                                                                .forEach(permissions::add)));
        return permissions;
    }

    private static Stream<JsonNode> statements(Deployment deployment, String role) {
        Stream<JsonNode> beside =
                deployment
                        .resources()
                        .valueStream()
                        .filter(one -> one.path("Type").asText().equals("AWS::IAM::Policy"))
                        .map(one -> one.path("Properties"))
                        .filter(one -> one.path("Roles").toString().contains("<" + role + ">"));
        return Stream.concat(properties(deployment, role).path("Policies").valueStream(), beside)
                .flatMap(policy -> policy.at("/PolicyDocument/Statement").valueStream());
    }

    /** The texts of a list, or the one text. */
    private static Stream<String> each(JsonNode oneOrMore) {
        return oneOrMore.isArray()
                ? oneOrMore.valueStream().map(JsonNode::asText)
                : Stream.of(oneOrMore.asText());
    }

    private static JsonNode properties(Deployment deployment, String resource) {
        return deployment.resource(resource).path("Properties");
    }
}
