package sesevents.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import sesevents.Checkout;
import sesevents.stack.StackControls.Removal;

class StackRulesTest {
    private static final Map<String, StackTemplate> TEMPLATES = StackWorld.templates();
    private static final StackWorld EVERYTHING = StackWorld.of(TEMPLATES, StackWorld.EVERYTHING);

    private static final List<String> NAMES =
            Stream.of("Name", "LogGroupName", "AlarmName", "DashboardName", "DatabaseInput/Name")
                    .map("/Properties/"::concat)
                    .toList();

    private static final Set<String> IN_A_DATABASE =
            Set.of("AWS::Glue::Table", "AWS::Athena::NamedQuery");

    @Test
    void theStackKeepsEveryRule() {
        assertEquals(Set.of(), StackRules.broken(TEMPLATES));
    }

    @Test
    void noticesEachControlThatIsRemoved() {
        StackControls controls = StackControls.of(TEMPLATES);
        List<String> unnoticed = new ArrayList<>();
        for (Removal removal : controls.removals()) {
            if (StackRules.broken(controls.without(removal)).isEmpty()) {
                unnoticed.add(removal.toString());
            }
        }
        int removed = controls.removals().size();
        System.out.printf("controls removed %d, noticed %d%n", removed, removed - unnoticed.size());
        assertEquals(List.of(), unnoticed);
        assertTrue(removed > 200, "found only " + removed);
    }

    @Test
    void everyReasonIsForSomethingThatExists() {
        assertEquals(AccessRules.STARS.keySet(), AccessRules.stars(EVERYTHING));
        Set<String> roles = EVERYTHING.ofType("AWS::IAM::Role").keySet();
        assertTrue(roles.containsAll(AccessRules.OPEN_TRUSTS.keySet()));
        assertTrue(roles.containsAll(AccessRules.TRUSTS_OF_AN_ACCOUNT.keySet()));
    }

    @Test
    void everySkippedCheckHasAReason() {
        List<JsonNode> skipped =
                TEMPLATES.values().stream()
                        .flatMap(template -> template.tree().findValues("skip").stream())
                        .flatMap(JsonNode::valueStream)
                        .toList();
        assertFalse(skipped.isEmpty());
        for (JsonNode skip : skipped) {
            assertTrue(skip.path("comment").asText().length() > 20, skip.toString());
        }
    }

    @Test
    void everyParameterHasADescriptionABoundAndInTheMainTemplateADefault() {
        TEMPLATES.forEach(
                (file, template) -> {
                    for (Entry<String, JsonNode> parameter : template.parameters().properties()) {
                        JsonNode declared = parameter.getValue();
                        assertTrue(
                                declared.has("Description")
                                        && (declared.has("AllowedValues")
                                                || declared.has("AllowedPattern")
                                                || declared.has("MinValue")
                                                        && declared.has("MaxValue")),
                                file + " " + parameter.getKey());
                        assertTrue(
                                declared.has("Default") || !file.equals(StackWorld.MAIN),
                                parameter.getKey());
                    }
                });
    }

    @Test
    void everyNestedTemplateIsGivenAllItsParameters() {
        for (JsonNode resource : TEMPLATES.get(StackWorld.MAIN).resources()) {
            String file = resource.at("/Properties/TemplateURL").asText();
            if (!file.isEmpty()) {
                assertEquals(
                        names(TEMPLATES.get(file).parameters()),
                        names(resource.at("/Properties/Parameters")),
                        file);
            }
        }
    }

    @Test
    void noTemplateNamesAPartition() {
        TEMPLATES.forEach(
                (file, template) ->
                        assertFalse(template.tree().toString().contains("arn:aws:"), file));
    }

    @Test
    void twoStacksHaveNoNameInCommon() {
        Set<String> common = names(Map.of("AWS::StackName", "ses-events"));
        assertTrue(common.contains("WorkGroup/Properties/Name ses-events"), common::toString);
        common.retainAll(names(Map.of("AWS::StackName", "ses-events-marketing")));
        assertEquals(Set.of(), common);
    }

    /** Names that are unique in an account and Region; CloudFormation chooses all others. */
    private static Set<String> names(Map<String, String> parameters) {
        Map<String, JsonNode> resources = StackWorld.of(TEMPLATES, parameters).resources();
        resources.values().removeIf(one -> IN_A_DATABASE.contains(one.path("Type").asText()));
        Set<String> names = new TreeSet<>();
        for (Entry<String, JsonNode> resource : resources.entrySet()) {
            for (String name : NAMES) {
                String value = resource.getValue().at(name).asText();
                if (!value.isEmpty() && !value.startsWith("<")) {
                    names.add("%s%s %s".formatted(resource.getKey(), name, value));
                }
            }
        }
        return names;
    }

    @Test
    void everyAlarmHasARunbookThatBeginsWithTheTimeLeft() throws IOException {
        Map<String, String> runbooks =
                Pattern.compile("(?m)^### ((?:critical|warning)-\\S+)\\n(.+)")
                        .matcher(
                                Files.readString(
                                        Checkout.root().resolve("docs/operations/alarms.md")))
                        .results()
                        .collect(Collectors.toMap(one -> one.group(1), one -> one.group(2)));
        Set<String> alarms =
                EVERYTHING.propertiesOf("AWS::CloudWatch::Alarm").values().stream()
                        .map(alarm -> alarm.path("AlarmName").asText().replace("ses-events-", ""))
                        .collect(Collectors.toSet());
        assertEquals(alarms, runbooks.keySet());
        String timeLeft = "You have (no time|until|days|((about|an|five|24) )*hours?)\\b.*";
        runbooks.forEach((name, text) -> assertTrue(text.matches(timeLeft), name + ": " + text));
    }

    private static Set<String> names(JsonNode object) {
        return object.propertyStream().map(Entry::getKey).collect(Collectors.toSet());
    }
}
