package sesevents.stack;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import sesevents.stack.StackWorld.Statement;

/** Alarms, what they watch, and who may publish to their topic. */
final class AlarmRules {
    private static final Pattern NAME = Pattern.compile("ses-events-((critical|warning)-[a-z-]+)");

    private final StackRules stack;

    private AlarmRules(StackRules stack) {
        this.stack = stack;
    }

    static void check(StackRules stack) {
        AlarmRules rules = new AlarmRules(stack);
        stack.rule(
                "Firehose's refusals by a key are watched when one is given",
                "Alarms.KeyRefused",
                stack.world().resources().containsKey("Alarms.KeyRefused") == stack.everything());
        for (String type : List.of("AWS::SNS::TopicPolicy", "AWS::KMS::Key")) {
            stack.world().statementsOf(type).filter(Statement::allows).forEach(rules::publisher);
        }
        stack.world().propertiesOf("AWS::CloudWatch::Alarm").forEach(rules::alarm);
    }

    private void publisher(Statement statement) {
        JsonNode principal = statement.text().path("Principal");
        if (principal.path("AWS").asText().endsWith(":123456789012:root")) {
            return;
        }
        stack.rule(
                "only CloudWatch publishes",
                statement.resource(),
                principal.path("Service").asText().equals("cloudwatch.amazonaws.com"));
        Map<String, String> conditions = statement.conditions();
        stack.rule(
                "only alarms of this stack publish",
                statement.resource(),
                AccessRules.isOfThisAccount(conditions)
                        && conditions
                                .getOrDefault("aws:SourceArn", "")
                                .endsWith(":123456789012:alarm:ses-events-*"));
    }

    private void alarm(String id, JsonNode alarm) {
        Matcher name = NAME.matcher(alarm.path("AlarmName").asText());
        if (!name.matches()) {
            stack.rule("an alarm's name says how bad it is", id, false);
            return;
        }
        stack.rule(
                "an alarm names its runbook",
                id,
                alarm.path("AlarmDescription")
                        .asText()
                        .endsWith(" docs/operations/alarms.md, %s.".formatted(name.group(1))));
        String topic = "[\"<Topic>\"]";
        stack.rule(
                "critical alarms, and no others, tell their end",
                id,
                alarm.path("OKActions")
                        .toString()
                        .equals(name.group(2).equals("critical") ? topic : ""));
        stack.rule("an alarm says what missing points mean", id, alarm.has("TreatMissingData"));
        for (JsonNode metric : metrics(alarm)) {
            Map<String, String> dimensions = new TreeMap<>();
            for (JsonNode one : metric.path("Dimensions")) {
                dimensions.put(one.path("Name").asText(), one.path("Value").asText());
            }
            String namespace = metric.path("Namespace").asText();
            stack.rule(
                    "an alarm watches a metric of this stack that exists",
                    id + " " + metric,
                    KnownMetrics.has(namespace, metric.path("MetricName").asText(), dimensions));
        }
        if (alarm.has("Metrics")) {
            expression(id, alarm.path("Metrics"));
        }
    }

    private void expression(String id, JsonNode queries) {
        Set<String> read = new TreeSet<>(queries.findValuesAsText("Id"));
        read.remove("result");
        stack.rule(
                "an expression uses every metric that is read, and no other",
                id,
                MetricMath.names(queries.at("/0/Expression").asText()).equals(read));
        stack.rule(
                "all metrics of an expression have one period",
                id,
                Set.copyOf(queries.findValuesAsText("Period")).size() == 1);
        stack.rule(
                "an alarm has one result, and at most ten metrics",
                id,
                queries.size() <= 10
                        && queries.findValuesAsText("ReturnData").stream()
                                        .filter("true"::equals)
                                        .count()
                                == 1);
    }

    /** Namespace, MetricName and Dimensions of all that an alarm reads. */
    static List<JsonNode> metrics(JsonNode alarm) {
        List<JsonNode> metrics = new ArrayList<>(alarm.path("Metrics").findValues("Metric"));
        return metrics.isEmpty() ? List.of(alarm) : metrics;
    }
}
