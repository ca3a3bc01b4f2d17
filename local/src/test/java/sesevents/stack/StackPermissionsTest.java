package sesevents.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import sesevents.sql.SqlTree;
import sesevents.stack.StackWorld.Statement;

/** What each role and policy must be able to do; AccessRules says how narrowly. */
class StackPermissionsTest {
    private static final StackWorld WORLD =
            StackWorld.of(StackWorld.templates(), StackWorld.EVERYTHING);

    /**
     * Sources: Firehose Developer Guide, "Controlling access"; Athena User Guide, "Access to
     * Athena" and "Iceberg"; Step Functions Developer Guide, "Logging"; docs/operations/replay.md
     * for the operator.
     */
    private static final String ACTIONS =
            """
            SesRole firehose:PutRecordBatch
            StreamRole s3:AbortMultipartUpload s3:GetBucketLocation s3:GetObject s3:ListBucket
            StreamRole s3:ListBucketMultipartUploads s3:PutObject kms:Decrypt kms:GenerateDataKey
            StreamRole logs:PutLogEvents
            StreamTransformPolicy lambda:GetFunctionConfiguration lambda:InvokeFunction
            TransformRole logs:CreateLogStream logs:PutLogEvents
            RefreshScheduleRole states:StartExecution
            RefreshRole athena:BatchGetNamedQuery athena:GetDataCatalog athena:GetQueryExecution
            RefreshRole athena:StartQueryExecution athena:StopQueryExecution
            RefreshRole glue:GetDatabase glue:GetPartitions glue:GetTable glue:UpdateTable
            RefreshRole s3:AbortMultipartUpload s3:DeleteObject s3:GetBucketLocation s3:GetObject
            RefreshRole s3:ListBucket s3:ListBucketMultipartUploads s3:ListMultipartUploadParts
            RefreshRole s3:PutObject kms:Decrypt kms:Encrypt kms:GenerateDataKey
            RefreshRole lakeformation:GetDataAccess states:ListExecutions
            RefreshRole logs:CreateLogDelivery logs:DeleteLogDelivery logs:DescribeLogGroups
            RefreshRole logs:DescribeResourcePolicies logs:GetLogDelivery logs:ListLogDeliveries
            RefreshRole logs:PutResourcePolicy logs:UpdateLogDelivery
            OperatorPolicy firehose:PutRecordBatch
            OperatorPolicy s3:DeleteObject s3:GetObject s3:PutObject
            OperatorPolicy states:DescribeExecution states:GetExecutionHistory
            OperatorPolicy states:ListExecutions states:StartExecution states:StopExecution
            OperatorPolicy cloudwatch:DescribeAlarms cloudwatch:GetMetricData
            OperatorPolicy logs:DescribeLogStreams logs:FilterLogEvents logs:GetLogEvents
            """;

    @Test
    void grantsTheActionsThatAwsAsksForAndNoOther() {
        Map<String, Set<String>> wanted = new TreeMap<>();
        for (String line : ACTIONS.lines().toList()) {
            String[] words = line.split(" ");
            for (int i = 1; i < words.length; i++) {
                wanted.computeIfAbsent(words[0], _ -> new TreeSet<>()).add(words[i]);
            }
        }
        Map<String, Set<String>> granted = new TreeMap<>();
        for (Statement one : WORLD.statements()) {
            if (one.text().has("Resource") && !one.text().has("Principal")) {
                granted.computeIfAbsent(one.resource(), _ -> new TreeSet<>()).addAll(one.actions());
            }
        }
        granted.remove("ReaderPolicy"); // a person's, with what the console asks for besides
        assertEquals(wanted, granted);
    }

    /** IAM knows the state machine by its name, because its role is made before it. */
    @Test
    void namesTheStateMachineAndTheConfigurationSetAsTheyAreNamed() {
        String machine = WORLD.resources().get("Refresh").at("/Properties/Name").asText();
        String set = WORLD.resources().get("ConfigurationSet").at("/Properties/Name").asText();
        Map<String, String> sources =
                Map.of(
                        "RefreshRole", ":stateMachine:" + machine,
                        "SesRole", ":configuration-set/" + set);
        sources.forEach(
                (role, end) ->
                        assertEquals(
                                end,
                                WORLD.statements().stream()
                                        .filter(one -> one.resource().equals(role))
                                        .filter(Statement::isTrust)
                                        .map(one -> one.conditions().get("aws:SourceArn"))
                                        .map(arn -> arn.replaceFirst(".*123456789012", ""))
                                        .collect(Collectors.joining())));
        assertEquals(
                Set.of(machine),
                permissions("states:.*").stream()
                        .filter(one -> one.startsWith("Refresh"))
                        .map(one -> one.replaceAll(".*:", ""))
                        .collect(Collectors.toSet()));
    }

    @Test
    void letsFirehoseCallTheAliasThatTheStreamCalls() {
        assertEquals(
                Set.of(
                        WORLD.resources()
                                .get("Stream")
                                .findValue("Processors")
                                .at("/0/Parameters/0/ParameterValue")
                                .asText()),
                permissions("lambda:InvokeFunction.*").stream()
                        .map(one -> one.replaceAll(".* on ", ""))
                        .collect(Collectors.toSet()));
    }

    @Test
    void letsTheRefreshReadTheTablesOfItsStatementsAndChangeTheHistoryAlone() {
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
        assertEquals(read, refreshTables("GetTable"));
        assertEquals(
                sql.icebergTables().stream().map(table -> table.name()).collect(Collectors.toSet()),
                refreshTables("UpdateTable"));
    }

    private static Set<String> refreshTables(String action) {
        return permissions("glue:" + action + " on .*:table/.*").stream()
                .filter(one -> one.startsWith("RefreshRole "))
                .map(one -> one.replaceAll(".*/", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** As "StreamRole s3:PutObject on ..."; the pattern is of what follows the resource's id. */
    private static Set<String> permissions(String pattern) {
        Set<String> permissions = new TreeSet<>();
        for (Statement one : WORLD.statements()) {
            for (String action : one.actions()) {
                for (String on : one.on()) {
                    if ((action + " on " + on).matches(pattern)) {
                        permissions.add("%s %s on %s".formatted(one.resource(), action, on));
                    }
                }
            }
        }
        return permissions;
    }
}
