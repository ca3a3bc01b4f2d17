package sesevents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class StackDashboardTest {
    private static final Pattern ID = Pattern.compile("\\b[a-z][a-z_]*\\b(?!\\()");
    private static final Pattern SEARCH =
            Pattern.compile(
                    "SEARCH\\('\\{([^,]+),([^}]+)} MetricName=\"(\\w+)\" (\\w+)=\"([^\"]+)\"',"
                            + " 'Sum', 86400\\)");

    /** The dimensions that stand for something of the stack. */
    private static final Map<String, String> OURS =
            Map.of(
                    "DeliveryStreamName", "stream",
                    "FunctionName", "transformfunction",
                    "StackName", "ses-events",
                    "BucketName", "bucket",
                    "WorkGroup", "ses-events",
                    "StateMachineArn",
                            "arn:aws-us-gov:states:us-gov-west-1:123456789012:stateMachine:refreshname",
                    "StorageType", "StandardStorage");

    private static final Deployment DASHBOARD =
            new Deployment(StackTemplate.ours(), Map.of()).nested("Dashboard");

    @Test
    void fillsTheGridWithWidgetsThatLieBesideEachOther() throws IOException {
        Set<String> taken = new HashSet<>();
        for (JsonNode widget : widgets(DASHBOARD)) {
            assertEquals("metric", widget.path("type").asText());
            assertEquals("us-gov-west-1", widget.at("/properties/region").asText(), title(widget));
            int right = widget.path("x").asInt() + widget.path("width").asInt();
            int bottom = widget.path("y").asInt() + widget.path("height").asInt();
            assertTrue(right <= 24, title(widget));
            for (int x = widget.path("x").asInt(); x < right; x++) {
                for (int y = widget.path("y").asInt(); y < bottom; y++) {
                    assertTrue(taken.add(x + "," + y), title(widget) + " lies on another");
                }
            }
        }
        assertEquals(24 * 36, taken.size());
    }

    @Test
    void showsMetricsThatThereAreOfThisStack() throws IOException {
        for (JsonNode widget : widgets(DASHBOARD)) {
            for (Metric metric : metrics(widget)) {
                assertTrue(
                        KnownMetrics.has(
                                metric.namespace(), metric.name(), metric.dimensions().keySet()),
                        title(widget) + " shows " + metric);
                metric.dimensions()
                        .forEach(
                                (name, value) ->
                                        assertEquals(OURS.get(name), value, title(widget)));
            }
        }
    }

    @Test
    void reckonsWithNothingButMetricsOfTheSameWidget() throws IOException {
        for (JsonNode widget : widgets(DASHBOARD)) {
            Set<String> used = new TreeSet<>();
            for (JsonNode expression : widget.findValues("expression")) {
                Matcher search = SEARCH.matcher(expression.asText());
                if (search.find()) {
                    MatchResult found = search.toMatchResult();
                    assertTrue(
                            KnownMetrics.has(
                                    found.group(1),
                                    found.group(3),
                                    Set.of(found.group(2).split(","))),
                            found.group());
                    assertEquals(OURS.get(found.group(4)), found.group(5), found.group());
                    continue;
                }
                ID.matcher(expression.asText()).results().forEach(id -> used.add(id.group()));
            }
            assertEquals(new TreeSet<>(widget.findValuesAsText("id")), used, title(widget));
        }
    }

    @Test
    void showsEveryEventTypeAndEveryReason() throws IOException {
        assertEquals(KnownMetrics.eventTypes(), new TreeSet<>(names("Stored, by event type")));
        assertEquals(KnownMetrics.reasons(), names("Quarantined by the function, by reason"));
    }

    @Test
    void drawsTheLimitsAtWhichAlarmsAreRaised() throws IOException {
        Map<String, Double> thresholds = new TreeMap<>();
        new Deployment(StackTemplate.ours(), Map.of("CoveragePercentMin", "60"))
                .nested("Alarms")
                .resources()
                .forEach(
                        one ->
                                thresholds.put(
                                        one.at("/Properties/AlarmName").asText(),
                                        one.at("/Properties/Threshold").asDouble()));
        List<Double> drawn = new ArrayList<>();
        for (JsonNode widget :
                widgets(
                        new Deployment(StackTemplate.ours(), Map.of("CoveragePercentMin", "60"))
                                .nested("Dashboard"))) {
            widget.at("/properties/annotations/horizontal")
                    .forEach(line -> drawn.add(line.path("value").asDouble()));
        }
        assertEquals(
                List.of(
                        thresholds.get("ses-events-warning-coverage"),
                        100 * thresholds.get("ses-events-warning-bounce-rate"),
                        100 * thresholds.get("ses-events-critical-bounce-rate"),
                        100 * thresholds.get("ses-events-warning-complaint-rate"),
                        100 * thresholds.get("ses-events-critical-complaint-rate"),
                        thresholds.get("ses-events-critical-delivery-late"),
                        thresholds.get("ses-events-warning-quota-near")),
                drawn);
    }

    @Test
    void isNamedForItsRegionBecauseNamesAreOfTheAccount() {
        assertEquals(
                "ses-events-us-gov-west-1",
                DASHBOARD.resource("Dashboard").at("/Properties/DashboardName").asText());
    }

    @Test
    void isLinkedFromTheOutputs() {
        assertEquals(
                "https://${AWS::Region}.console.aws.amazon.com/cloudwatch/home?region=${AWS::Region}"
                        + "#dashboards/dashboard/${Dashboard.Outputs.Name}",
                StackTemplate.ours().outputs().at("/Dashboard/Value/Fn::Sub").asText());
        assertEquals("ses-events-us-gov-west-1", DASHBOARD.outputs().at("/Name/Value").asText());
    }

    /** One line of a widget, its dots spelled out. */
    private record Metric(String namespace, String name, Map<String, String> dimensions) {}

    private static List<Metric> metrics(JsonNode widget) {
        List<Metric> metrics = new ArrayList<>();
        List<String> before = List.of();
        for (JsonNode line : widget.at("/properties/metrics")) {
            List<String> texts =
                    line.valueStream().filter(JsonNode::isTextual).map(JsonNode::asText).toList();
            if (texts.isEmpty()) {
                assertTrue(line.at("/0").has("expression"), line.toString());
                continue;
            }
            List<String> whole = new ArrayList<>();
            for (String text : texts) {
                switch (text) {
                    case "..." -> whole.addAll(before);
                    case "." -> whole.add(before.get(whole.size()));
                    default -> whole.add(text);
                }
            }
            Map<String, String> dimensions = new TreeMap<>();
            for (int i = 2; i < whole.size(); i += 2) {
                dimensions.put(whole.get(i), whole.get(i + 1));
            }
            metrics.add(new Metric(whole.get(0), whole.get(1), dimensions));
            before = whole;
        }
        return metrics;
    }

    private static List<String> names(String title) throws IOException {
        return widgets(DASHBOARD)
                .valueStream()
                .filter(widget -> title(widget).equals(title))
                .flatMap(widget -> metrics(widget).stream())
                .map(Metric::name)
                .toList();
    }

    private static String title(JsonNode widget) {
        return widget.at("/properties/title").asText();
    }

    /** As strict as CloudWatch. */
    private static JsonNode widgets(Deployment dashboard) throws IOException {
        return new ObjectMapper()
                .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .readTree(dashboard.resource("Dashboard").at("/Properties/DashboardBody").asText())
                .path("widgets");
    }
}
