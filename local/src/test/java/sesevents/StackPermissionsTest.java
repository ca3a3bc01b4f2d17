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
import sesevents.sql.SqlTree;

class StackPermissionsTest {
    private static final String KEY = "arn:aws-us-gov:kms:us-gov-west-1:123456789012:key/1-2-3";
    private static final StackTemplate TEMPLATE = StackTemplate.ours();
    private static final Deployment PLAIN = new Deployment(TEMPLATE, Map.of());
    private static final Deployment FULL =
            new Deployment(
                    TEMPLATE,
                    Map.of("KmsKeyArn", KEY, "SourceBackup", "Yes", "LakeFormation", "Yes"));

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

    /** The role's trust is of a name that is made up apart from it. */
    @Test
    void trustsTheRefreshByTheNameThatItHas() {
        String name = properties(PLAIN, "Refresh").path("Name").asText();
        assertEquals(
                "arn:aws-us-gov:states:us-gov-west-1:123456789012:stateMachine:" + name,
                properties(PLAIN, "RefreshRole")
                        .at(
                                "/AssumeRolePolicyDocument/Statement/0/Condition/StringEquals"
                                        + "/aws:SourceArn")
                        .asText());
        assertEquals(
                Set.of(
                        "states:StartExecution on arn:aws-us-gov:states:us-gov-west-1:123456789012:stateMachine:"
                                + name),
                permissions(FULL, "RefreshScheduleRole"));
    }

    @Test
    void letsAReaderAskAndReadWhatViewsReadAndChangeNothingButAnswers() {
        Set<String> writes = new TreeSet<>();
        Set<String> folders = new TreeSet<>();
        for (String permission : granted(FULL, "ReaderPolicy")) {
            if (permission.matches("s3:(Put|Delete|Abort).*|glue:(Update|Create|Delete).*")) {
                writes.add(permission);
            }
            if (permission.startsWith("s3:GetObject ")) {
                folders.add(permission.replaceAll(".*>/", ""));
            }
        }
        assertEquals(
                Set.of(
                        "s3:AbortMultipartUpload on <Bucket.Arn>/athena-results/*",
                        "s3:PutObject on <Bucket.Arn>/athena-results/*"),
                writes);
        assertEquals(Set.of("events/*", "history/*", "athena-results/*"), folders);
        assertEquals(
                Set.of("kms:Decrypt on " + KEY, "kms:GenerateDataKey on " + KEY),
                new TreeSet<>(
                        granted(FULL, "ReaderPolicy").stream()
                                .filter(permission -> permission.startsWith("kms:"))
                                .toList()));
    }

    @Test
    void letsAReaderIntoACatalogThatIsEncryptedOrRuledByLakeFormation() {
        Deployment deployment =
                new Deployment(TEMPLATE, Map.of("CatalogKmsKeyArn", KEY, "LakeFormation", "Yes"));
        Set<String> more = new TreeSet<>(granted(deployment, "ReaderPolicy"));
        more.removeAll(granted(PLAIN, "ReaderPolicy"));
        assertEquals(Set.of("kms:Decrypt on " + KEY, "lakeformation:GetDataAccess on *"), more);
    }

    /** The permissions that docs/operations/replay.md and audit.md ask for. */
    @Test
    void letsAnOperatorAuditReplayAndRefresh() {
        assertEquals(
                Set.of(
                        "cloudformation:DescribeStacks on arn:aws-us-gov:cloudformation:us-gov-west-1"
                                + ":123456789012:stack/ses-events/*",
                        "s3:GetObject on <Bucket.Arn>/backup/*",
                        "s3:GetObject on <Bucket.Arn>/quarantine/*",
                        "s3:PutObject on <Bucket.Arn>/quarantine/*",
                        "s3:DeleteObject on <Bucket.Arn>/quarantine/*",
                        "s3:GetObject on <Bucket.Arn>/replayed/*",
                        "s3:PutObject on <Bucket.Arn>/replayed/*",
                        "s3:DeleteObject on <Bucket.Arn>/replayed/*",
                        "firehose:PutRecordBatch on <Stream.Arn>",
                        "states:ListExecutions on <Refresh.Arn>",
                        "states:StartExecution on <Refresh.Arn>",
                        "cloudwatch:DescribeAlarms on *",
                        "cloudwatch:GetMetricData on *"),
                new TreeSet<>(
                        granted(FULL, "OperatorPolicy").stream()
                                .filter(one -> !one.matches("logs:.*|.*:execution:.*"))
                                .toList()));
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
    void letsTheRefreshWriteTheHistoryAndReadWhatItIsMadeOf() {
        String engine = "arn:aws-us-gov:athena:us-gov-west-1:123456789012:";
        String glue = "arn:aws-us-gov:glue:us-gov-west-1:123456789012:";
        Set<String> wanted = new TreeSet<>();
        for (String action : List.of("GetDatabase", "GetTable", "GetPartitions")) {
            for (String resource :
                    List.of(
                            "catalog",
                            "database/default",
                            "database/ses_event_db",
                            "table/ses_event_db/ses_events",
                            "table/ses_event_db/flat_events",
                            "table/ses_event_db/event_history")) {
                wanted.add("glue:" + action + " on " + glue + resource);
            }
        }
        for (String resource :
                List.of("catalog", "database/ses_event_db", "table/ses_event_db/event_history")) {
            wanted.add("glue:UpdateTable on " + glue + resource);
        }
        for (String action :
                List.of(
                        "BatchGetNamedQuery",
                        "StartQueryExecution",
                        "GetQueryExecution",
                        "StopQueryExecution")) {
            wanted.add("athena:" + action + " on " + engine + "workgroup/ses-events");
        }
        wanted.add("athena:GetDataCatalog on " + engine + "datacatalog/AwsDataCatalog");
        for (String action :
                List.of("GetBucketLocation", "ListBucket", "ListBucketMultipartUploads")) {
            wanted.add("s3:" + action + " on <Bucket.Arn>");
        }
        wanted.add("s3:GetObject on <Bucket.Arn>/events/*");
        wanted.add("s3:DeleteObject on <Bucket.Arn>/history/*");
        for (String action :
                List.of(
                        "AbortMultipartUpload",
                        "GetObject",
                        "ListMultipartUploadParts",
                        "PutObject")) {
            wanted.add("s3:" + action + " on <Bucket.Arn>/history/*");
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

    @ParameterizedTest
    @CsvSource({
        "template.yaml",
        "stack/names.yaml",
        "stack/catalog.yaml",
        "stack/history.yaml",
        "stack/alarms.yaml",
        "stack/dashboard.yaml"
    })
    void namesNoPartitionOfItsOwn(String file) {
        StackTemplate template = StackTemplate.read(Checkout.root().resolve(file));
        assertFalse(template.tree().toString().contains("arn:aws:"));
    }

    private static Set<String> permissions(Deployment deployment, String role) {
        return permissions(statements(deployment, role));
    }

    /** What a managed policy grants. */
    private static Set<String> granted(Deployment deployment, String policy) {
        return permissions(
                properties(deployment, policy).at("/PolicyDocument/Statement").valueStream());
    }

    private static Set<String> permissions(Stream<JsonNode> statements) {
        Set<String> permissions = new TreeSet<>();
        statements.forEach(
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
