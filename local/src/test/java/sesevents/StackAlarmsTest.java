package sesevents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static sesevents.StackTemplate.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import sesevents.cli.Checkout;

/** Who is told what, when, and what to do about it. */
class StackAlarmsTest {
    private static final String KEY = "arn:aws-us-gov:kms:us-gov-west-1:123456789012:key/1-2-3";
    private static final StackTemplate TEMPLATE = StackTemplate.ours();
    private static final Deployment PLAIN = alarms(Map.of());
    private static final Deployment FULL =
            alarms(Map.of("KmsKeyArn", KEY, "AlarmEmail", "ops@example.com"));
    private static final Pattern RUNBOOK =
            Pattern.compile("(?m)^### ((?:critical|warning)-\\S+)\\n(.+)");
    private static final Pattern NAME = Pattern.compile("[a-z_]+(?!\\()\\b");

    @Test
    void watchesWhatCanGoWrong() {
        assertEquals(
                """
                critical-bounce-rate: Reputation.BounceRate Maximum >= 0.1 in 1 of 1 x 3600 s, else ignore
                critical-complaint-rate: Reputation.ComplaintRate Maximum >= 0.005 in 1 of 1 x 3600 s, else ignore
                critical-delivery-failed: DeliveryToS3.Success Average < 0.5 in 1 of 1 x 900 s, else ignore
                critical-delivery-late: DeliveryToS3.DataFreshness Maximum >= 1800 in 1 of 1 x 300 s, else notBreaching
                critical-key-refused: SUM([FILL(denied, 0), FILL(disabled, 0), FILL(invalid, 0), FILL(missing, 0)]) >= 1 in 1 of 1 x 300 s, else notBreaching
                critical-records-throttled: ThrottledRecords Sum >= 1 in 1 of 1 x 300 s, else notBreaching
                critical-refresh-late: ExecutionsSucceeded Sum < 1 in 8 of 8 x 3600 s, else breaching
                critical-silence: IF(FILL(arrived, 0) == 0, sent, 0) >= 1 in 2 of 2 x 900 s, else notBreaching
                critical-transform-down: ExecuteProcessing.Success Average < 0.5 in 1 of 1 x 900 s, else ignore
                warning-bounce-rate: Reputation.BounceRate Maximum >= 0.05 in 1 of 1 x 3600 s, else ignore
                warning-complaint-rate: Reputation.ComplaintRate Maximum >= 0.001 in 1 of 1 x 3600 s, else ignore
                warning-coverage: 100 * FILL(stored, 0) / sent < 95 in 1 of 1 x 86400 s, else notBreaching
                warning-quarantine: Quarantined Sum >= 1 in 1 of 1 x 300 s, else notBreaching
                warning-quota-near: MAX([100 * bytes / PERIOD(bytes) / bytes_limit, 100 * records / PERIOD(records) / records_limit, 100 * puts / PERIOD(puts) / puts_limit]) >= 80 in 1 of 1 x 300 s, else notBreaching
                warning-refresh-failed: ExecutionsFailed Sum >= 1 in 1 of 1 x 300 s, else notBreaching
                warning-transform-errors: Errors Sum >= 1 in 1 of 1 x 300 s, else notBreaching
                warning-transform-slow: Duration Maximum >= 48000 in 1 of 1 x 300 s, else notBreaching
                warning-transform-throttled: Throttles Sum >= 1 in 1 of 1 x 300 s, else notBreaching
                """,
                byName(FULL).entrySet().stream()
                        .map(alarm -> alarm.getKey() + ": " + rule(alarm.getValue()) + "\n")
                        .collect(Collectors.joining()));
    }

    @Test
    void watchesMetricsThatThereAreOfThisStack() {
        Map<String, String> ours =
                Map.of(
                        "DeliveryStreamName", "stream",
                        "FunctionName", "transformfunction",
                        "StackName", "ses-events",
                        "StateMachineArn",
                                "arn:aws-us-gov:states:us-gov-west-1:123456789012:stateMachine:"
                                        + "refreshname");
        for (Entry<String, JsonNode> alarm : byName(FULL).entrySet()) {
            for (JsonNode metric : metrics(alarm.getValue())) {
                Map<String, String> dimensions = new TreeMap<>();
                metric.path("Dimensions")
                        .forEach(
                                one ->
                                        dimensions.put(
                                                one.path("Name").asText(),
                                                one.path("Value").asText()));
                assertTrue(
                        KnownMetrics.has(
                                metric.path("Namespace").asText(),
                                metric.path("MetricName").asText(),
                                dimensions.keySet()),
                        alarm.getKey() + " watches " + metric);
                dimensions.forEach(
                        (name, value) -> assertEquals(ours.get(name), value, alarm.getKey()));
            }
        }
    }

    @Test
    void readsEveryMetricOfAnExpressionOverOneAndTheSamePeriod() {
        for (Entry<String, JsonNode> alarm : byName(FULL).entrySet()) {
            JsonNode queries = alarm.getValue().path("Metrics");
            if (queries.isMissingNode()) {
                continue;
            }
            Set<String> used = new TreeSet<>();
            NAME.matcher(queries.at("/0/Expression").asText())
                    .results()
                    .forEach(found -> used.add(found.group()));
            Set<String> read = new TreeSet<>();
            queries.valueStream().skip(1).forEach(one -> read.add(one.path("Id").asText()));
            assertEquals(read, used, alarm.getKey());
            assertEquals(
                    1, new TreeSet<>(queries.findValuesAsText("Period")).size(), alarm.getKey());
            assertEquals(
                    List.of("true"),
                    queries.findValuesAsText("ReturnData").stream().filter("true"::equals).toList(),
                    alarm.getKey());
            assertTrue(queries.size() <= 10, "CloudWatch takes ten: " + alarm.getKey());
        }
    }

    @Test
    void tellsTheTopicOfEveryAlarmAndOfTheEndOfACriticalOne() {
        for (Entry<String, JsonNode> alarm : byName(FULL).entrySet()) {
            assertEquals(json("[\"<Topic>\"]"), alarm.getValue().path("AlarmActions"));
            assertEquals(
                    alarm.getKey().startsWith("critical-")
                            ? json("[\"<Topic>\"]")
                            : json("[]").at("/0"),
                    alarm.getValue().path("OKActions"),
                    alarm.getKey());
            assertFalse(alarm.getValue().has("ActionsEnabled"), alarm.getKey());
        }
    }

    @Test
    void hasARunbookForEveryAlarmThatBeginsWithTheTimeLeft() throws IOException {
        Map<String, String> runbooks = new TreeMap<>();
        RUNBOOK.matcher(Files.readString(Checkout.root().resolve("docs/operations.md")))
                .results()
                .forEach(found -> runbooks.put(found.group(1), found.group(2)));

        assertEquals(byName(FULL).keySet(), runbooks.keySet());
        runbooks.forEach(
                (name, text) ->
                        assertTrue(
                                text.matches("You have (no time|hours|days|24 hours|until)\\b.*"),
                                name + ": " + text));
        byName(FULL)
                .forEach(
                        (name, alarm) ->
                                assertTrue(
                                        alarm.path("AlarmDescription")
                                                .asText()
                                                .endsWith(" docs/operations.md, " + name + "."),
                                        name));
    }

    @Test
    void costsWhatTheGuideSays() throws IOException {
        String guide =
                Files.readString(Checkout.root().resolve("docs/operations.md"))
                        .replaceAll("\\s+", " ");
        int metrics = metricCount(PLAIN);
        assertTrue(
                guide.contains(
                        "here %d of them (%d with `KmsKeyArn`), and KMS $1 for the topic's key: $%.2f"
                                .formatted(metrics, metricCount(FULL), 1 + metrics * 0.1)),
                metrics + " and " + metricCount(FULL) + " metrics");
    }

    @Test
    void warnsWhenFourFifthsOfTheFunctionsTimeAreOver() {
        int seconds = TEMPLATE.resources().at("/TransformFunction/Properties/Timeout").asInt();
        assertEquals(
                seconds * 1000 * 4 / 5,
                byName(PLAIN).get("warning-transform-slow").path("Threshold").asInt());
    }

    @Test
    void callsADeliveryLateOnlyAfterTwiceTheLongestBuffer() {
        assertEquals(
                TEMPLATE.parameters().at("/BufferSeconds/MaxValue").asInt() * 2,
                byName(PLAIN).get("critical-delivery-late").path("Threshold").asInt());
    }

    @Test
    void watchesTheKeyOnlyWhereOneIsGiven() {
        Set<String> more = new TreeSet<>(byName(FULL).keySet());
        more.removeAll(byName(PLAIN).keySet());
        assertEquals(Set.of("critical-key-refused"), more);
    }

    @Test
    void comparesWithWhatSesSentOnlyWhereThatIsWanted() {
        Set<String> less = new TreeSet<>(byName(PLAIN).keySet());
        less.removeAll(byName(alarms(Map.of("CoveragePercentMin", "0"))).keySet());
        assertEquals(Set.of("critical-silence", "warning-coverage"), less);
        assertEquals(
                "60",
                byName(alarms(Map.of("CoveragePercentMin", "60")))
                        .get("warning-coverage")
                        .path("Threshold")
                        .asText());
    }

    @Test
    void tellsByMailWhoeverIsNamed() {
        assertFalse(PLAIN.resources().has("Subscription"));
        assertEquals(
                json(
                        """
                        {"TopicArn": "<Topic>", "Protocol": "email", "Endpoint": "ops@example.com"}
                        """),
                FULL.resource("Subscription").path("Properties"));
    }

    @Test
    void letsOnlyTheAlarmsOfThisStackPublish() {
        String fromHere =
                """
                {
                  "StringEquals": {"aws:SourceAccount": "123456789012"},
                  "ArnLike": {"aws:SourceArn":
                    "arn:aws-us-gov:cloudwatch:us-gov-west-1:123456789012:alarm:ses-events-*"}
                }
                """;
        assertEquals(
                json(
                        """
                        {
                          "Topics": ["<Topic>"],
                          "PolicyDocument": {
                            "Version": "2012-10-17",
                            "Statement": [
                              {"Sid": "OnlyTls", "Effect": "Deny", "Principal": "*",
                               "Action": "sns:Publish", "Resource": "<Topic>",
                               "Condition": {"Bool": {"aws:SecureTransport": "false"}}},
                              {"Sid": "CloudWatch", "Effect": "Allow",
                               "Principal": {"Service": "cloudwatch.amazonaws.com"},
                               "Action": "sns:Publish", "Resource": "<Topic>",
                               "Condition": %s}
                            ]
                          }
                        }
                        """
                                .formatted(fromHere)),
                PLAIN.resource("TopicPolicy").path("Properties"));
        assertEquals(
                json(
                        """
                        [
                          {"Sid": "Account", "Effect": "Allow",
                           "Principal": {"AWS": "arn:aws-us-gov:iam::123456789012:root"},
                           "Action": "kms:*", "Resource": "*"},
                          {"Sid": "CloudWatch", "Effect": "Allow",
                           "Principal": {"Service": "cloudwatch.amazonaws.com"},
                           "Action": ["kms:Decrypt", "kms:GenerateDataKey"], "Resource": "*",
                           "Condition": %s}
                        ]
                        """
                                .formatted(fromHere)),
                PLAIN.resource("Key").at("/Properties/KeyPolicy/Statement"));
    }

    @Test
    void encryptsWithAKeyThatCloudWatchMayUse() {
        assertEquals(
                json("{\"KmsMasterKeyId\": \"<Key>\"}"),
                PLAIN.resource("Topic").path("Properties"));
    }

    private static Deployment alarms(Map<String, String> parameters) {
        return new Deployment(TEMPLATE, parameters).nested("Alarms");
    }

    /** The alarms' properties by what follows the stack's name. */
    private static Map<String, JsonNode> byName(Deployment deployment) {
        Map<String, JsonNode> alarms = new TreeMap<>();
        for (JsonNode resource : deployment.resources()) {
            if (resource.path("Type").asText().equals("AWS::CloudWatch::Alarm")) {
                JsonNode alarm = resource.path("Properties");
                Matcher name =
                        Pattern.compile("ses-events-((?:critical|warning)-[a-z-]+)")
                                .matcher(alarm.path("AlarmName").asText());
                assertTrue(name.matches(), alarm.path("AlarmName").asText());
                alarms.put(name.group(1), alarm);
            }
        }
        return alarms;
    }

    private static String rule(JsonNode alarm) {
        JsonNode expression = alarm.at("/Metrics/0/Expression");
        String period =
                expression.isMissingNode()
                        ? alarm.path("Period").asText()
                        : alarm.path("Metrics").findValue("Period").asText();
        String periods = alarm.path("EvaluationPeriods").asText();
        return "%s %s %s in %s of %s x %s s, else %s"
                .formatted(
                        expression.isMissingNode()
                                ? alarm.path("MetricName").asText()
                                        + " "
                                        + alarm.path("Statistic").asText()
                                : expression.asText(),
                        switch (alarm.path("ComparisonOperator").asText()) {
                            case "GreaterThanOrEqualToThreshold" -> ">=";
                            case "LessThanThreshold" -> "<";
                            default -> alarm.path("ComparisonOperator").asText();
                        },
                        alarm.path("Threshold").asText(),
                        alarm.path("DatapointsToAlarm").asText(periods),
                        periods,
                        period,
                        alarm.path("TreatMissingData").asText());
    }

    /** Namespace, MetricName and Dimensions of all that an alarm reads. */
    private static List<JsonNode> metrics(JsonNode alarm) {
        List<JsonNode> metrics = new ArrayList<>(alarm.path("Metrics").findValues("Metric"));
        if (metrics.isEmpty()) {
            metrics.add(alarm);
        }
        return metrics;
    }

    private static int metricCount(Deployment deployment) {
        return byName(deployment).values().stream().mapToInt(alarm -> metrics(alarm).size()).sum();
    }
}
