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
import org.junit.jupiter.api.Test;

/** Who is told what, when, and what to do about it. */
class StackAlarmsTest {
    private static final String KEY = "arn:aws-us-gov:kms:us-gov-west-1:123456789012:key/1-2-3";
    private static final StackTemplate TEMPLATE = StackTemplate.ours();
    private static final Deployment PLAIN = alarms(Map.of());
    private static final Deployment FULL =
            alarms(Map.of("KmsKeyArn", KEY, "AlarmEmail", "ops@example.com"));
    private static final Pattern NAME = Pattern.compile("[a-z_]+(?!\\()\\b");

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
    void costsWhatTheGuideSays() throws IOException {
        String guide =
                Files.readString(Checkout.root().resolve("docs/operations/cost.md"))
                        .replaceAll("\\s+", " ");
        int metrics = metricCount(PLAIN);
        assertTrue(
                guide.contains(
                        "here %d of them (%d with `KmsKeyArn`), and KMS $1 for the topic's key: $%.2f"
                                .formatted(metrics, metricCount(FULL), 1 + metrics * 0.1)),
                metrics + " and " + metricCount(FULL) + " metrics");
        assertTrue(
                guide.contains("| alarms | $%.2f | %d metrics".formatted(metrics * 0.1, metrics)),
                metrics + " metrics in the table of costs");
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
    void watchesNoMetricThatTheFunctionDoesNotMake() {
        Deployment plain = alarms(Map.of("CustomMetrics", "No"));
        Set<String> less = new TreeSet<>(byName(PLAIN).keySet());
        less.removeAll(byName(plain).keySet());
        assertEquals(Set.of("warning-contract", "warning-coverage", "warning-quarantine"), less);
        byName(plain)
                .values()
                .forEach(
                        alarm ->
                                metrics(alarm)
                                        .forEach(
                                                metric ->
                                                        assertFalse(
                                                                metric.path("Namespace")
                                                                        .asText()
                                                                        .equals("SesEvents"),
                                                                alarm.toString())));
    }

    @Test
    void publishesToATopicThatIsThereInsteadOfOneOfItsOwn() {
        String topic = "arn:aws-us-gov:sns:us-gov-west-1:123456789012:operations";
        Deployment theirs = alarms(Map.of("AlarmTopicArn", topic, "AlarmEmail", "ops@example.com"));
        for (String ours : List.of("Topic", "Key", "TopicPolicy", "Subscription")) {
            assertFalse(theirs.resources().has(ours), ours);
        }
        byName(theirs)
                .forEach(
                        (name, alarm) ->
                                assertEquals(topic, alarm.at("/AlarmActions/0").asText(), name));
        assertEquals(topic, theirs.outputs().at("/TopicArn/Value").asText());
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
