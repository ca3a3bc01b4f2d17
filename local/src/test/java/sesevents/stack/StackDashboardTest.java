package sesevents.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class StackDashboardTest {
    private static final Pattern SEARCH =
            Pattern.compile(
                    "SEARCH\\('\\{AWS/Athena,QueryState,QueryType,WorkGroup} MetricName=\"(\\w+)\""
                            + " WorkGroup=\"([^\"]+)\"', 'Sum', 86400\\)");

    private static final Map<String, String> PARAMETERS = Map.of("CoveragePercentMin", "60");
    private static final Deployment MAIN = new Deployment(StackTemplate.ours(), PARAMETERS);
    private static final Deployment DASHBOARD = MAIN.nested("Dashboard");

    @Test
    void showsMetricsOfThisStackThatExist() throws IOException {
        for (JsonNode widget : widgets()) {
            assertEquals("us-gov-west-1", widget.at("/properties/region").asText(), title(widget));
            for (Metric metric : metrics(widget)) {
                assertTrue(
                        KnownMetrics.has(metric.namespace(), metric.name(), metric.dimensions()),
                        title(widget) + " shows " + metric);
            }
        }
    }

    @Test
    void calculatesWithMetricsOfTheSameWidgetAlone() throws IOException {
        for (JsonNode widget : widgets()) {
            Set<String> used = new TreeSet<>();
            for (String expression : widget.findValuesAsText("expression")) {
                Matcher search = SEARCH.matcher(expression);
                if (!search.find()) {
                    used.addAll(MetricMath.names(expression));
                    continue;
                }
                Map<String, String> dimensions =
                        Map.of(
                                "QueryState", "SUCCEEDED",
                                "QueryType", "DML",
                                "WorkGroup", search.group(2));
                assertTrue(KnownMetrics.has("AWS/Athena", search.group(1), dimensions), expression);
            }
            assertEquals(new TreeSet<>(widget.findValuesAsText("id")), used, title(widget));
        }
    }

    @Test
    void showsEveryEventTypeAndEveryReason() throws IOException {
        assertEquals(KnownMetrics.eventTypes(), Set.copyOf(names("Stored, by event type")));
        assertEquals(KnownMetrics.reasons(), names("Quarantined by the function, by reason"));
    }

    @Test
    void drawsTheThresholdsOfTheAlarms() throws IOException {
        List<Double> thresholds = new ArrayList<>();
        Map<String, JsonNode> alarms = StackAlarmsTest.byName(PARAMETERS);
        for (String name :
                List.of(
                        "warning-coverage",
                        "warning-bounce-rate",
                        "critical-bounce-rate",
                        "warning-complaint-rate",
                        "critical-complaint-rate",
                        "critical-delivery-late",
                        "warning-quota-near")) {
            int percent = name.endsWith("-rate") ? 100 : 1;
            thresholds.add(percent * alarms.get(name).path("Threshold").asDouble());
        }
        List<Double> drawn = new ArrayList<>();
        for (JsonNode widget : widgets()) {
            widget.at("/properties/annotations/horizontal")
                    .forEach(line -> drawn.add(line.path("value").asDouble()));
        }
        assertEquals(thresholds, drawn);
    }

    /** Names of dashboards are unique in an account, not in a Region. */
    @Test
    void isNamedForItsRegionAndLinkedFromTheOutputs() {
        assertEquals("ses-events-us-gov-west-1", DASHBOARD.outputs().at("/Name/Value").asText());
        String link = StackTemplate.ours().outputs().at("/Dashboard/Value/Fn::Sub").asText();
        assertTrue(link.endsWith("#dashboards/dashboard/${Dashboard.Outputs.Name}"), link);
    }

    private record Metric(String namespace, String name, Map<String, String> dimensions) {}

    /** A widget's metrics, with CloudWatch's dots for "as in the line before" filled in. */
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
        return widgets()
                .valueStream()
                .filter(widget -> title(widget).equals(title))
                .flatMap(widget -> metrics(widget).stream())
                .map(Metric::name)
                .toList();
    }

    private static String title(JsonNode widget) {
        return widget.at("/properties/title").asText();
    }

    /** Parsed as strictly as CloudWatch does. */
    private static JsonNode widgets() throws IOException {
        return new ObjectMapper()
                .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .readTree(DASHBOARD.resource("Dashboard").at("/Properties/DashboardBody").asText())
                .path("widgets");
    }
}
