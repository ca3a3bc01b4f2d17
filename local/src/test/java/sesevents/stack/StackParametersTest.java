package sesevents.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StackParametersTest {
    private static final StackTemplate TEMPLATE = StackTemplate.ours();

    @Test
    void takesTheParametersOfTheSeedsGuide() {
        Deployment seed =
                deployed(
                        "EventAthenaDatabaseName", "ses_event_db",
                        "CreateBucketName", "ses-db-123456789012-a1b2c",
                        "NewConfigurationSet", "YES",
                        "ConfigurationSetName", "event-db-config");
        JsonNode resources = seed.resources();
        assertEquals(
                List.of(
                        "ses-db-123456789012-a1b2c",
                        "event-db-config",
                        "event-db-config",
                        "ses_event_db"),
                List.of(
                        resources.at("/Bucket/Properties/BucketName").asText(),
                        resources.at("/ConfigurationSet/Properties/Name").asText(),
                        configurationSet(seed),
                        resources.at("/Catalog/Properties/Parameters/DatabaseName").asText()));
    }

    @ParameterizedTest
    @CsvSource({"Yes, true", "No, false"})
    void makesAConfigurationSetOrAttachesToOneThatExists(String answer, boolean made) {
        Deployment deployment =
                deployed("NewConfigurationSet", answer, "ConfigurationSetName", "mails");
        assertEquals(made, deployment.resources().has("ConfigurationSet"));
        assertEquals("mails", configurationSet(deployment));
    }

    /** SES changes the mail itself for opens and clicks. */
    @ParameterizedTest
    @CsvSource({
        "Auto, Yes, true",
        "Auto, No,  false",
        "Yes,  No,  true",
        "Yes,  Yes, true",
        "No,   Yes, false",
        "No,   No,  false"
    })
    void tracksOpensAndClicksOfItsOwnSetAndOfAnotherOnlyWhenAsked(
            String tracks, String makesSet, boolean tracked) {
        List<String> types =
                StackWorld.list(
                        deployed(
                                        "TrackOpensAndClicks", tracks,
                                        "NewConfigurationSet", makesSet,
                                        "ConfigurationSetName", "mails")
                                .resource("EventDestination")
                                .at("/Properties/EventDestination/MatchingEventTypes"));
        assertEquals(tracked, types.contains("open"));
        assertEquals(tracked, types.contains("click"));
        assertEquals(tracked ? 10 : 8, types.size());
    }

    @Test
    void makesNoAlarmsDashboardOrMetricsWhenNoneAreWanted() {
        Deployment bare =
                deployed("MakeAlarms", "No", "MakeDashboard", "No", "CustomMetrics", "No");
        assertFalse(bare.resources().has("Alarms"));
        assertFalse(bare.resources().has("Dashboard"));
        assertFalse(bare.outputs().has("AlarmTopic"));
        assertFalse(bare.outputs().has("Dashboard"));
        assertEquals(
                "No",
                bare.resource("TransformFunction")
                        .at("/Properties/Environment/Variables/CUSTOM_METRICS")
                        .asText());
    }

    /** The seed's answers are in capitals. */
    @Test
    void answersInCapitalsMeanTheSame() {
        for (Entry<String, JsonNode> parameter : TEMPLATE.parameters().properties()) {
            for (JsonNode answer : parameter.getValue().path("AllowedValues")) {
                if (answer.asText().matches("YES|NO")) {
                    String usual = answer.asText().equals("YES") ? "Yes" : "No";
                    assertEquals(
                            world(parameter.getKey(), usual),
                            world(parameter.getKey(), answer.asText()),
                            parameter.getKey());
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ses-events, event-db-config, ses_event_db",
        "ses-events-marketing, ses-events-marketing, ses_events_marketing",
        "mail, mail, mail"
    })
    void namesFollowTheStacksNameExceptInTheUsualStack(
            String stack, String configurationSet, String database) {
        Deployment deployment = deployed("AWS::StackName", stack);
        assertEquals(configurationSet, configurationSet(deployment));
        assertEquals(
                configurationSet, deployment.outputs().at("/ConfigurationSetName/Value").asText());
        assertEquals(database, deployment.outputs().at("/DatabaseName/Value").asText());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    73       | StackName is {}: it is longer than 72 characters, which Step Functions and CloudWatch do not take. Deploy with a shorter stack name.
                    65       | ConfigurationSetName is {}: it would be the stack's name, but SES takes at most 64 characters. Deploy with ConfigurationSetName=a-shorter-name.
                    Mail-Log | DatabaseName is Mail_Log: it would be the stack's name, but Glue takes only lower-case letters, digits and underscores. Deploy with EventAthenaDatabaseName=a_lower_case_name.
                    """)
    void refusesAStackNameThatAwsWouldRefuseLater(String nameOrLength, String message) {
        String stack =
                nameOrLength.matches("\\d+")
                        ? "a".repeat(Integer.parseInt(nameOrLength))
                        : nameOrLength;
        Deployment deployment = deployed("AWS::StackName", stack);
        assertEquals(
                message.replace("{}", stack),
                assertThrows(IllegalArgumentException.class, () -> deployment.nested("Names"))
                        .getMessage());
    }

    @Test
    void takesAnyStackNameOfAwsWhenOtherNamesAreGiven() {
        deployed(
                        "AWS::StackName", "A" + "b".repeat(71),
                        "ConfigurationSetName", "event-db-config",
                        "EventAthenaDatabaseName", "mail_db")
                .nested("Names");
    }

    /** These two parameters may be empty, so all resources use the names made of them. */
    @Test
    void readsTheNamesThatFollowTheStacksInOnePlace() {
        JsonNode rest = TEMPLATE.tree().deepCopy();
        ((ObjectNode) rest.path("Resources")).remove("Names");
        ((ObjectNode) rest).remove(List.of("Parameters", "Rules", "Conditions"));
        Set<String> read = StackTemplate.references(rest);
        assertFalse(read.contains("EventAthenaDatabaseName"), "use Names.Outputs.DatabaseName");
        assertFalse(
                read.contains("ConfigurationSetName"), "use Names.Outputs.ConfigurationSetName");
        assertTrue(read.contains("Names"));
    }

    @Test
    void asksForTheNameOfAConfigurationSetThatExists() {
        assertEquals(
                "NewConfigurationSet=No needs the name of the set in ConfigurationSetName.",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> deployed("NewConfigurationSet", "No"))
                        .getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    ConfigurationSetName    | two words
                    ConfigurationSetName    | a.b
                    EventAthenaDatabaseName | Ses_Event_Db
                    EventAthenaDatabaseName | ses-event-db
                    EventAthenaDatabaseName | 1_db
                    CreateBucketName        | Ses-Events
                    CreateBucketName        | ab
                    CreateBucketName        | -ses-events
                    AccessLogBucket         | s3://logs
                    FirstDay                | yesterday
                    FirstDay                | 2026-13-01
                    FirstDay                | 2026-1-1
                    AlarmEmail              | somebody
                    KmsKeyArn               | alias/mine
                    KmsKeyArn               | arn:aws:kms:us-east-1:123456789012:alias/mine
                    CatalogKmsKeyArn        | alias/aws/glue
                    AlarmTopicArn           | operations
                    PermissionsBoundaryArn  | boundary
                    RolePath                | mail
                    RolePath                | /mail
                    """)
    void refusesTextThatAwsWouldRefuseLater(String parameter, String value) {
        assertThrows(IllegalArgumentException.class, () -> deployed(parameter, value));
    }

    /** Each parameter's name is followed by its value. */
    private static Deployment deployed(String... parameters) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < parameters.length; i += 2) {
            values.put(parameters[i], parameters[i + 1]);
        }
        return new Deployment(TEMPLATE, values);
    }

    private static JsonNode world(String parameter, String value) {
        return deployed(parameter, value, "ConfigurationSetName", "mails").resources();
    }

    private static String configurationSet(Deployment deployment) {
        return deployment
                .resource("EventDestination")
                .at("/Properties/ConfigurationSetName")
                .asText();
    }
}
