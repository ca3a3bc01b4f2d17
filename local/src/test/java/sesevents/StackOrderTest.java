package sesevents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * In what order CloudFormation makes the stack, so that a deployment that fails can be taken back.
 */
class StackOrderTest {
    private static final StackTemplate TEMPLATE = StackTemplate.ours();

    /** What takes longer than IAM takes until a new role is known everywhere, some ten seconds. */
    private static final Set<String> SLOW =
            Set.of("AWS::CloudFormation::Stack", "AWS::S3::Bucket", "AWS::Serverless::Function");

    /** Switches off, on, and each alone, since a dependency on what is not made is none. */
    private static Stream<Set<String>> deployments() {
        Map<String, String> on = new HashMap<>();
        Map<String, String> off = new HashMap<>();
        Map<String, String> both = Map.of("ConfigurationSetName", "a-set");
        List<Map<String, String>> all = new ArrayList<>(List.of(Map.of(), on, off));
        for (Entry<String, JsonNode> parameter : TEMPLATE.parameters().properties()) {
            if (parameter.getValue().path("AllowedValues").toString().contains("\"No\"")) {
                for (String answer : List.of("Yes", "No")) {
                    (answer.equals("Yes") ? on : off).put(parameter.getKey(), answer);
                    all.add(Map.of(parameter.getKey(), answer, "ConfigurationSetName", "a-set"));
                }
            }
        }
        on.putAll(both);
        off.putAll(both);
        return all.stream()
                .map(parameters -> new Deployment(TEMPLATE, parameters).resources())
                .map(made -> made.propertyStream().map(Entry::getKey))
                .map(names -> (Set<String>) names.collect(Collectors.toCollection(TreeSet::new)))
                .distinct();
    }

    /**
     * The bucket of a deployment that is rolled back must be empty, or it stays and the stack hangs
     * in ROLLBACK_FAILED. Glue writes the history's metadata when it makes the table, and SES
     * begins to send when it is told where to.
     */
    @ParameterizedTest
    @MethodSource("deployments")
    void makesWhatCanFailBeforeWhatLetsAnythingBeWrittenIntoTheBucket(Set<String> made) {
        Set<String> others = new TreeSet<>(made);
        others.remove("History");
        assertEquals(others, before("History", made), "what the history waits for");
        others.remove("EventDestination");
        assertEquals(
                others,
                before("EventDestination", made),
                "what the event destination waits for; add what is new to its DependsOn");
    }

    @Test
    void hasInTheLastStackTheHistoryAloneAndInNoOtherATableThatGlueWritesFilesFor() {
        JsonNode last =
                StackTemplate.read(Checkout.root().resolve("stack/history.yaml")).resources();
        assertEquals(1, last.size());
        assertTrue(last.at("/EventHistoryTable/Properties").has("OpenTableFormatInput"));
        for (String file : List.of("template.yaml", "stack/catalog.yaml")) {
            assertFalse(
                    StackTemplate.read(Checkout.root().resolve(file))
                            .resources()
                            .toString()
                            .contains("OpenTableFormatInput"),
                    file);
        }
    }

    @ParameterizedTest
    @MethodSource("deployments")
    void checksTheNamesBeforeThereIsABucket(Set<String> made) {
        assertEquals(Set.of(), before("Names", made));
        assertTrue(before("Bucket", made).contains("Names"));
    }

    @ParameterizedTest
    @MethodSource("deployments")
    void usesNoRoleRightAfterItWasMade(Set<String> made) {
        Set<String> roles = ofType(made, Set.of("AWS::IAM::Role"));
        Set<String> slow = ofType(made, SLOW);
        assertFalse(roles.isEmpty());
        for (String role : roles) {
            Set<String> users = users(role, made);
            assertFalse(users.isEmpty(), "nobody uses " + role);
            for (String user : users) {
                assertTrue(
                        before(user, made).stream()
                                .filter(slow::contains)
                                .anyMatch(one -> before(one, made).contains(role)),
                        "%s takes %s with nothing slow in between".formatted(user, role));
            }
        }
    }

    private static Set<String> users(String role, Set<String> made) {
        return made.stream()
                .filter(
                        name ->
                                TEMPLATE.resources().path(name).findValues("Fn::GetAtt").stream()
                                        .anyMatch(
                                                one ->
                                                        one.path(0).asText().equals(role)
                                                                && one.path(1)
                                                                        .asText()
                                                                        .equals("Arn")))
                .collect(Collectors.toSet());
    }

    private static Set<String> ofType(Set<String> made, Set<String> types) {
        return made.stream()
                .filter(
                        name ->
                                types.contains(
                                        TEMPLATE.resources().path(name).path("Type").asText()))
                .collect(Collectors.toSet());
    }

    /** All that CloudFormation has made when it begins with this. */
    private static Set<String> before(String name, Set<String> made) {
        Set<String> before = new TreeSet<>();
        collect(name, made, before);
        return before;
    }

    private static void collect(String name, Set<String> made, Set<String> before) {
        Set<String> direct =
                new HashSet<>(StackTemplate.references(TEMPLATE.resources().path(name)));
        direct.retainAll(made);
        for (String one : direct) {
            if (before.add(one)) {
                collect(one, made, before);
            }
        }
    }
}
