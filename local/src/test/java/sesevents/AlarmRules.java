package sesevents;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import sesevents.StackWorld.Statement;

/** Who is told what, and through which topic. */
final class AlarmRules {
    private static final Pattern ALARM = Pattern.compile("ses-events-((critical|warning)-[a-z-]+)");
    private final StackRules stack;

    private AlarmRules(StackRules stack) {
        this.stack = stack;
    }

    static void check(StackRules stack) {
        AlarmRules rules = new AlarmRules(stack);
        rules.topic();
        rules.alarms();
    }

    private void topic() {
        stack.rule(
                "the topic is encrypted with the key that CloudWatch may use",
                "Alarms.Topic",
                stack.at("Alarms.Topic", "/KmsMasterKeyId").equals("<Key>"));
        stack.rule(
                "the topic's key turns",
                "Alarms.Key",
                stack.at("Alarms.Key", "/EnableKeyRotation").equals("true"));
        stack.rule(
                "nobody publishes without TLS",
                "Alarms.TopicPolicy",
                stack.world()
                        .statementsOf("AWS::SNS::TopicPolicy")
                        .anyMatch(
                                one ->
                                        !one.allows()
                                                && one.list("Action").equals(List.of("sns:Publish"))
                                                && one.list("Resource").equals(List.of("<Topic>"))
                                                && one.text().path("Principal").asText().equals("*")
                                                && one.text()
                                                        .path("Condition")
                                                        .toString()
                                                        .equals(
                                                                "{\"Bool\":{\"aws:SecureTransport\":\"false\"}}")));
        for (String type : List.of("AWS::SNS::TopicPolicy", "AWS::KMS::Key")) {
            stack.world()
                    .statementsOf(type)
                    .filter(Statement::allows)
                    .filter(
                            one ->
                                    !one.text()
                                            .at("/Principal/AWS")
                                            .asText()
                                            .endsWith(":123456789012:root"))
                    .forEach(
                            one -> {
                                stack.rule(
                                        "only CloudWatch publishes",
                                        one.resource(),
                                        one.text()
                                                .at("/Principal/Service")
                                                .asText()
                                                .equals("cloudwatch.amazonaws.com"));
                                stack.rule(
                                        "only alarms of this stack publish",
                                        one.resource(),
                                        one.conditions()
                                                        .getOrDefault(
                                                                StackRules.SOURCE_ACCOUNT,
                                                                StackRules.none())
                                                        .asText()
                                                        .equals("123456789012")
                                                && one.conditions()
                                                        .getOrDefault(
                                                                "aws:SourceArn", StackRules.none())
                                                        .asText()
                                                        .endsWith(
                                                                ":123456789012:alarm:ses-events-*"));
                            });
        }
    }

    private void alarms() {
        stack.rule(
                "a key's refusal is watched where one is given",
                "Alarms",
                stack.world().resources().containsKey("Alarms.KeyRefused") == stack.everything());
        stack.world()
                .ofType("AWS::CloudWatch::Alarm")
                .forEach(
                        (id, resource) -> {
                            JsonNode alarm = resource.path("Properties");
                            Matcher name = ALARM.matcher(alarm.path("AlarmName").asText());
                            stack.rule("an alarm's name says how bad it is", id, name.matches());
                            stack.rule(
                                    "an alarm names its runbook",
                                    id,
                                    name.matches()
                                            && alarm.path("AlarmDescription")
                                                    .asText()
                                                    .endsWith(
                                                            " docs/operations/alarms.md, "
                                                                    + name.group(1)
                                                                    + "."));
                            stack.rule(
                                    "an alarm tells the topic",
                                    id,
                                    alarm.path("AlarmActions").toString().equals("[\"<Topic>\"]"));
                            stack.rule(
                                    "a critical alarm tells its end, another does not",
                                    id,
                                    name.matches()
                                            && alarm.path("OKActions")
                                                    .toString()
                                                    .equals(
                                                            name.group(2).equals("critical")
                                                                    ? "[\"<Topic>\"]"
                                                                    : ""));
                            stack.rule(
                                    "an alarm says what missing points mean",
                                    id,
                                    alarm.has("TreatMissingData"));
                        });
    }
}
