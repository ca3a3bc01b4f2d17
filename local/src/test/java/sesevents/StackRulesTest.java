package sesevents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import sesevents.StackControls.Removal;

class StackRulesTest {
    private static final Map<String, StackTemplate> TEMPLATES = StackWorld.templates();

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
    void reasonsAreGivenForWhatIsThereAlone() {
        StackWorld world = StackWorld.of(TEMPLATES, StackWorld.EVERYTHING_ASKED);
        Set<String> roles = world.ofType("AWS::IAM::Role").keySet();
        assertTrue(roles.containsAll(AccessRules.OPEN_TRUSTS.keySet()));
        assertTrue(roles.containsAll(AccessRules.TRUSTS_OF_AN_ACCOUNT.keySet()));
        for (String star : AccessRules.STARS.keySet()) {
            assertTrue(
                    world.statements().stream()
                            .filter(one -> one.resource().equals(star.split(" ")[0]))
                            .flatMap(
                                    one ->
                                            one.list("Action").stream()
                                                    .map(text -> text + one.list("Resource")))
                            .anyMatch(text -> text.contains("*")),
                    star);
        }
    }

    /** What checkov does not look at must say why, where it stands. */
    @Test
    void everyCheckThatIsSkippedHasItsReason() {
        Set<String> skipped = new TreeSet<>();
        for (JsonNode resource : TEMPLATES.get("template.yaml").resources()) {
            for (JsonNode skip : resource.at("/Metadata/checkov/skip")) {
                skipped.add(skip.path("id").asText());
                assertTrue(skip.path("comment").asText().length() > 20, skip.toString());
            }
        }
        assertEquals(
                Set.of("CKV_AWS_19", "CKV_AWS_21", "CKV_AWS_116", "CKV_AWS_117", "CKV_AWS_173"),
                skipped);
    }

    @Test
    void everyAlarmHasARunbookThatBeginsWithTheTimeLeft() throws IOException {
        Map<String, String> runbooks =
                Pattern.compile("(?m)^### ((?:critical|warning)-\\S+)\\n(.+)")
                        .matcher(Files.readString(Checkout.root().resolve("docs/operations/alarms.md")))
                        .results()
                        .collect(Collectors.toMap(one -> one.group(1), one -> one.group(2)));
        Set<String> alarms =
                StackWorld.of(TEMPLATES, StackWorld.EVERYTHING_ASKED)
                        .ofType("AWS::CloudWatch::Alarm")
                        .values()
                        .stream()
                        .map(alarm -> alarm.at("/Properties/AlarmName").asText())
                        .map(name -> name.replace("ses-events-", ""))
                        .collect(Collectors.toSet());
        assertEquals(alarms, runbooks.keySet());
        runbooks.forEach(
                (name, text) ->
                        assertTrue(
                                text.matches(
                                        "You have (no time|until|days|((about|an|five|24) )*hours?)\\b.*"),
                                name + ": " + text));
    }
}
