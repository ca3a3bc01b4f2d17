package sesevents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;
import sesevents.stack.StackTemplate;

/** The file that defines the state machine of the refresh, without running it. */
class RefreshDefinitionTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir private static Path folder;

    @Test
    void isTheDefinitionThatTheStackDeploysWithAllItsSubstitutions() throws IOException {
        JsonNode deployed = StackTemplate.ours().resources().at("/Refresh/Properties");
        assertEquals(
                Checkout.root().relativize(RefreshMachineTest.FILE).toString(),
                deployed.path("DefinitionUri").asText());
        Set<String> placeholders =
                Pattern.compile("(?<=\\$\\{)\\w+(?=})")
                        .matcher(Files.readString(RefreshMachineTest.FILE))
                        .results()
                        .map(MatchResult::group)
                        .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(RefreshMachineTest.SUBSTITUTIONS.keySet(), placeholders);
        assertEquals(placeholders, names(deployed.path("DefinitionSubstitutions")));
    }

    @Test
    void isValidAmazonStatesLanguage() throws IOException {
        String definition = JSON.writeValueAsString(definition());
        assertEquals("", lint(definition));
        assertTrue(lint(definition.replace("Succeed", "Succeeed")).contains("E3601"));
    }

    @Test
    void limitsTheTimeOfEveryQuery() throws IOException {
        for (JsonNode state : definition().findParents("Resource")) {
            String resource = state.path("Resource").asText();
            assertEquals(
                    resource.endsWith(".sync") ? 3600 : 0,
                    state.path("TimeoutSeconds").asInt(),
                    resource);
        }
    }

    private static Set<String> names(JsonNode object) {
        return object.propertyStream().map(Map.Entry::getKey).collect(Collectors.toSet());
    }

    /** cfn-lint reads the definition only inside a template. */
    private static String lint(String definition) throws IOException {
        Path template = folder.resolve("template.json");
        Files.writeString(
                template,
                """
                {"Resources": {"Machine": {"Type": "AWS::StepFunctions::StateMachine", "Properties":
                 {"RoleArn": "arn:aws:iam::123456789012:role/refresh", "Definition": %s}}}}
                """
                        .formatted(definition));
        return Venv.output("cfn-lint", template.toString());
    }

    private static JsonNode definition() throws IOException {
        String text = Files.readString(RefreshMachineTest.FILE).replace("${Partition}", "aws");
        return JSON.valueToTree(new Yaml().load(text));
    }
}
