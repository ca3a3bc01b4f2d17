package sesevents.stack;

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

/** The order in which CloudFormation makes the stack, and the reverse in which it deletes it. */
class StackOrderTest {
    private static final StackTemplate TEMPLATE = StackTemplate.ours();

    /** Types that take longer than IAM takes to make a new role known everywhere, some 10 s. */
    private static final Set<String> SLOW =
            Set.of("AWS::CloudFormation::Stack", "AWS::S3::Bucket", "AWS::Serverless::Function");

    /**
     * The resources with all switches on, with all off, and with each alone: a dependency on a
     * resource that is not made is none.
     */
    private static Stream<Set<String>> deployments() {
        Map<String, String> on = new HashMap<>(Map.of("ConfigurationSetName", "a-set"));
        Map<String, String> off = new HashMap<>(on);
        List<Map<String, String>> all = new ArrayList<>(List.of(Map.of(), on, off));
        for (Entry<String, JsonNode> parameter : TEMPLATE.parameters().properties()) {
            String name = parameter.getKey();
            if (parameter.getValue().path("AllowedValues").toString().contains("\"No\"")) {
                on.put(name, "Yes");
                off.put(name, "No");
                all.add(Map.of(name, "Yes", "ConfigurationSetName", "a-set"));
                all.add(Map.of(name, "No", "ConfigurationSetName", "a-set"));
            }
        }
        return all.stream()
                .map(parameters -> new Deployment(TEMPLATE, parameters).resources())
                .map(made -> made.propertyStream().map(Entry::getKey))
                .map(names -> (Set<String>) names.collect(Collectors.toCollection(TreeSet::new)))
                .distinct();
    }

    /**
     * A deployment that fails can be rolled back only while the bucket is empty. Glue writes
     * metadata into it when it makes the history's table, and SES sends events as soon as the event
     * destination exists.
     */
    @ParameterizedTest
    @MethodSource("deployments")
    void makesWhatCanFailBeforeWhatWritesIntoTheBucket(Set<String> made) {
        Set<String> others = new TreeSet<>(made);
        others.remove("History");
        assertEquals(others, before("History", made), "what the history waits for");
        others.remove("EventDestination");
        assertEquals(
                others,
                before("EventDestination", made),
                "what the event destination waits for; add what is new to its DependsOn");
    }

    /** CloudFormation deletes a resource after those that depend on it. */
    @ParameterizedTest
    @MethodSource("deployments")
    void detachesSesBeforeAnythingElseIsDeleted(Set<String> made) {
        for (String name : made) {
            assertEquals(
                    name.equals("History"), // its table is kept
                    before(name, made).contains("EventDestination"),
                    name + " would be deleted before SES is detached");
        }
    }

    @Test
    void glueWritesFilesForTheHistoryAlone() {
        StackWorld.templates()
                .forEach(
                        (file, template) ->
                                assertEquals(
                                        file.equals("stack/history.yaml") ? 1 : 0,
                                        template.tree().findValues("OpenTableFormatInput").size(),
                                        file));
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
        Set<String> slow = ofType(made, SLOW);
        Set<String> roles = ofType(made, Set.of("AWS::IAM::Role"));
        assertFalse(roles.isEmpty());
        for (String role : roles) {
            Set<String> users = users(role, made);
            assertFalse(users.isEmpty(), "nobody uses " + role);
            for (String user : users) {
                assertTrue(
                        before(user, made).stream()
                                .filter(slow::contains)
                                .anyMatch(one -> before(one, made).contains(role)),
                        "%s uses %s with nothing slow in between".formatted(user, role));
            }
        }
    }

    private static Set<String> users(String role, Set<String> made) {
        Set<String> users = new TreeSet<>(made);
        String arn = "[\"%s\",\"Arn\"]".formatted(role);
        users.removeIf(
                name ->
                        TEMPLATE.resources().path(name).findValues("Fn::GetAtt").stream()
                                .noneMatch(one -> one.toString().equals(arn)));
        return users;
    }

    private static Set<String> ofType(Set<String> made, Set<String> types) {
        Set<String> found = new TreeSet<>(made);
        found.removeIf(
                name -> !types.contains(TEMPLATE.resources().path(name).path("Type").asText()));
        return found;
    }

    /** Everything that exists when CloudFormation begins to make this resource. */
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
