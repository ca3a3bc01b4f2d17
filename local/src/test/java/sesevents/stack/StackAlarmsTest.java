package sesevents.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sesevents.Checkout;

/** The alarms of the stack, and who is notified. */
class StackAlarmsTest {
    private static final StackTemplate TEMPLATE = StackTemplate.ours();
    private static final Map<String, JsonNode> PLAIN = byName(Map.of());
    static final Map<String, JsonNode> WITH_KEY = byName(Map.of("KmsKeyArn", StackWorld.KEY));

    @Test
    void costsWhatTheGuideSays() throws IOException {
        String guide =
                Files.readString(Checkout.root().resolve("docs/operations/cost.md"))
                        .replaceAll("\\s+", " ");
        int metrics = metricCount(PLAIN);
        assertTrue(
                guide.contains(
                        "here %d of them (%d with `KmsKeyArn`), and KMS $1 for the topic's key: $%.2f"
                                .formatted(metrics, metricCount(WITH_KEY), 1 + metrics * 0.1)),
                metrics + " and " + metricCount(WITH_KEY) + " metrics");
        assertTrue(
                guide.contains("| alarms | $%.2f | %d metrics".formatted(metrics * 0.1, metrics)),
                metrics + " metrics in the table of costs");
    }

    @Test
    void warnsAtFourFifthsOfTheTimeoutAndAtTwiceTheLongestBuffer() {
        int seconds = TEMPLATE.resources().at("/TransformFunction/Properties/Timeout").asInt();
        assertEquals(seconds * 1000 * 4 / 5, threshold("warning-transform-slow"));
        int longest = TEMPLATE.parameters().at("/BufferSeconds/MaxValue").asInt();
        assertEquals(longest * 2, threshold("critical-delivery-late"));
    }

    @ParameterizedTest
    @CsvSource({
        "CoveragePercentMin, 0,  critical-silence warning-coverage",
        "CustomMetrics,      No, warning-contract warning-coverage warning-quarantine"
    })
    void makesNoAlarmOnAMetricThatTheStackLacks(String parameter, String value, String missing) {
        Set<String> names = new TreeSet<>(WITH_KEY.keySet());
        Map<String, String> parameters = new TreeMap<>(Map.of("KmsKeyArn", StackWorld.KEY));
        parameters.put(parameter, value);
        Map<String, JsonNode> left = byName(parameters);
        names.removeAll(left.keySet());
        assertEquals(Set.of(missing.split(" ")), names);
        assertEquals(!value.equals("No"), left.toString().contains("SesEvents"));
    }

    @Test
    void publishesToTheTopicThatIsGivenInsteadOfMakingOne() {
        String topic = "arn:aws-us-gov:sns:us-gov-west-1:123456789012:operations";
        Map<String, String> parameters =
                Map.of("AlarmTopicArn", topic, "AlarmEmail", "ops@example.com");
        Deployment alarms = alarms(parameters);
        for (String own : List.of("Topic", "Key", "TopicPolicy", "Subscription")) {
            assertFalse(alarms.resources().has(own), own);
        }
        byName(parameters)
                .forEach(
                        (name, alarm) ->
                                assertEquals(topic, alarm.at("/AlarmActions/0").asText(), name));
        assertEquals(topic, alarms.outputs().at("/TopicArn/Value").asText());
    }

    private static Deployment alarms(Map<String, String> parameters) {
        return new Deployment(TEMPLATE, parameters).nested("Alarms");
    }

    /** The alarms' properties by name, without the stack's. */
    static Map<String, JsonNode> byName(Map<String, String> parameters) {
        Map<String, JsonNode> alarms = new TreeMap<>();
        for (JsonNode resource : alarms(parameters).resources()) {
            JsonNode name = resource.at("/Properties/AlarmName");
            if (!name.isMissingNode()) {
                alarms.put(name.asText().replace("ses-events-", ""), resource.path("Properties"));
            }
        }
        return alarms;
    }

    private static int threshold(String alarm) {
        return PLAIN.get(alarm).path("Threshold").asInt();
    }

    private static int metricCount(Map<String, JsonNode> alarms) {
        return alarms.values().stream().mapToInt(one -> AlarmRules.metrics(one).size()).sum();
    }
}
