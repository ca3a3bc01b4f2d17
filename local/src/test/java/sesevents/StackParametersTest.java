package sesevents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
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
    void deploysWithoutAnyParameter() {
        assertTrue(new Deployment(TEMPLATE, Map.of()).resources().has("EventDestination"));
    }

    @Test
    void takesTheParametersOfTheSeedsGuide() {
        Deployment seed =
                new Deployment(
                        TEMPLATE,
                        Map.of(
                                "EventAthenaDatabaseName", "ses_event_db",
                                "CreateBucketName", "ses-db-123456789012-a1b2c",
                                "NewConfigurationSet", "YES",
                                "ConfigurationSetName", "event-db-config"));

        assertEquals(
                List.of(
                        "ses-db-123456789012-a1b2c",
                        "event-db-config",
                        "event-db-config",
                        "ses_event_db"),
                List.of(
                        seed.resource("Bucket").at("/Properties/BucketName").asText(),
                        seed.resource("ConfigurationSet").at("/Properties/Name").asText(),
                        seed.resource("EventDestination")
                                .at("/Properties/ConfigurationSetName")
                                .asText(),
                        seed.resource("Catalog")
                                .at("/Properties/Parameters/DatabaseName")
                                .asText()));
    }

    @Test
    void leavesTheBucketsNameToCloudFormationByDefault() {
        assertFalse(
                new Deployment(TEMPLATE, Map.of())
                        .resource("Bucket")
                        .path("Properties")
                        .has("BucketName"));
    }

    @ParameterizedTest
    @CsvSource({"Yes, true", "YES, true", "No, false", "NO, false"})
    void makesAConfigurationSetOrAttachesToOneThatExists(String answer, boolean made) {
        Deployment deployment =
                new Deployment(
                        TEMPLATE,
                        Map.of("NewConfigurationSet", answer, "ConfigurationSetName", "mails"));

        assertEquals(made, deployment.resources().has("ConfigurationSet"));
        assertEquals(
                "mails",
                deployment
                        .resource("EventDestination")
                        .at("/Properties/ConfigurationSetName")
                        .asText());
    }

    /** SES changes the mail itself for these two. */
    @ParameterizedTest
    @CsvSource({
        "Auto, Yes, true",
        "Auto, YES, true",
        "Auto, No,  false",
        "Auto, NO,  false",
        "Yes,  No,  true",
        "Yes,  Yes, true",
        "No,   Yes, false",
        "No,   No,  false"
    })
    void tracksOpensAndClicksOfASetOfItsOwnAndOfAnotherOnlyWhenAsked(
            String tracks, String makesSet, boolean tracked) {
        JsonNode types =
                new Deployment(
                                TEMPLATE,
                                Map.of(
                                        "TrackOpensAndClicks", tracks,
                                        "NewConfigurationSet", makesSet,
                                        "ConfigurationSetName", "mails"))
                        .resource("EventDestination")
                        .at("/Properties/EventDestination/MatchingEventTypes");
        List<String> names = types.valueStream().map(JsonNode::asText).toList();

        assertEquals(tracked, names.contains("open"));
        assertEquals(tracked, names.contains("click"));
        assertEquals(tracked ? 10 : 8, names.size());
    }

    @Test
    void saysBesideTheDeployCommandWhatTrackingDoesToMail() throws IOException {
        String deploy =
                Files.readString(Checkout.root().resolve("README.md"))
                        .replaceAll("(?s).*## Deploy", "")
                        .replaceAll("(?s)\n## .*", "")
                        .replaceAll("\\s+", " ");
        assertTrue(
                deploy.contains("SES adds a pixel to all mail of the set and rewrites its links"),
                deploy);
        assertTrue(deploy.contains("`TrackOpensAndClicks="), deploy);
    }

    @Test
    void makesNeitherAlarmsNorDashboardNorMetricsWhereNoneAreWanted() {
        Deployment bare =
                new Deployment(
                        TEMPLATE,
                        Map.of("MakeAlarms", "No", "MakeDashboard", "No", "CustomMetrics", "No"));
        for (String part : List.of("Alarms", "Dashboard")) {
            assertFalse(bare.resources().has(part), part);
        }
        assertFalse(bare.outputs().has("AlarmTopic"));
        assertFalse(bare.outputs().has("Dashboard"));
        assertEquals(
                "No",
                bare.resource("TransformFunction")
                        .at("/Properties/Environment/Variables/CUSTOM_METRICS")
                        .asText());
    }

    @ParameterizedTest
    @CsvSource({"Yes, Enabled", "YES, Enabled", "No, Disabled", "NO, Disabled"})
    void backsUpTheSourceWhenAsked(String answer, String mode) {
        JsonNode destination =
                new Deployment(TEMPLATE, Map.of("SourceBackup", answer))
                        .resource("Stream")
                        .at("/Properties/ExtendedS3DestinationConfiguration");

        assertEquals(mode, destination.path("S3BackupMode").asText());
        assertEquals(mode.equals("Enabled"), destination.has("S3BackupConfiguration"));
    }

    @Test
    void looksForEventsFromTheDayAsked() {
        assertEquals(
                "2024-06-30",
                new Deployment(TEMPLATE, Map.of("FirstDay", "2024-06-30"))
                        .resource("Catalog")
                        .at("/Properties/Parameters/FirstDay")
                        .asText());
    }

    @ParameterizedTest
    @CsvSource({
        "ses-events, event-db-config, ses_event_db",
        "ses-events-marketing, ses-events-marketing, ses_events_marketing",
        "mail, mail, mail"
    })
    void namesWhatIsNotNamedAfterTheStackExceptInTheUsualOne(
            String stack, String configurationSet, String database) {
        Deployment deployment = new Deployment(TEMPLATE, Map.of("AWS::StackName", stack));

        assertEquals(
                List.of(configurationSet, configurationSet, database),
                List.of(
                        deployment.resource("ConfigurationSet").at("/Properties/Name").asText(),
                        deployment.outputs().at("/ConfigurationSetName/Value").asText(),
                        deployment.outputs().at("/DatabaseName/Value").asText()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    A-73-characters | StackName is {}: it is longer than 72 characters, which Step Functions and CloudWatch do not take. Deploy with a shorter stack name.
                    A-65-characters | ConfigurationSetName is {}: it would be the stack's name, but SES takes at most 64 characters. Deploy with ConfigurationSetName=a-shorter-name.
                    Mail-Log        | DatabaseName is Mail_Log: it would be the stack's name, but Glue takes only lower-case letters, digits and underscores. Deploy with EventAthenaDatabaseName=a_lower_case_name.
                    """)
    void refusesAStackNameThatAwsWouldRefuseLater(String name, String message) {
        int length = name.matches("A-\\d.*") ? Integer.parseInt(name.split("-")[1]) : 0;
        String stack = length > 0 ? "a".repeat(length) : name;
        assertEquals(
                message.replace("{}", stack),
                assertThrows(
                                IllegalArgumentException.class,
                                () ->
                                        new Deployment(TEMPLATE, Map.of("AWS::StackName", stack))
                                                .nested("Names"))
                        .getMessage());
    }

    @Test
    void takesAnyStackNameThatAwsTakesWhereOtherNamesAreGiven() {
        assertEquals(
                "event-db-config",
                new Deployment(
                                TEMPLATE,
                                Map.of(
                                        "AWS::StackName",
                                        "A" + "b".repeat(71),
                                        "ConfigurationSetName",
                                        "event-db-config",
                                        "EventAthenaDatabaseName",
                                        "mail_db"))
                        .outputs()
                        .at("/ConfigurationSetName/Value")
                        .asText());
    }

    /** Both may be empty, so everything else asks for what comes of them. */
    @Test
    void readsInOnePlaceTheNamesThatFollowTheStacks() {
        JsonNode rest = TEMPLATE.tree().deepCopy();
        ((ObjectNode) rest.path("Resources")).remove("Names");
        for (String section : List.of("Parameters", "Rules", "Conditions")) {
            ((ObjectNode) rest).remove(section);
        }
        Set<String> read = StackTemplate.references(rest);
        assertFalse(read.contains("EventAthenaDatabaseName"), "ask Names.Outputs.DatabaseName");
        assertFalse(
                read.contains("ConfigurationSetName"), "ask Names.Outputs.ConfigurationSetName");
        assertTrue(read.contains("Names"));
    }

    @ParameterizedTest
    @CsvSource({"No", "NO"})
    void asksForTheNameOfAConfigurationSetThatExists(String answer) {
        assertEquals(
                "NewConfigurationSet=No needs the name of the set in ConfigurationSetName.",
                assertThrows(
                                IllegalArgumentException.class,
                                () ->
                                        new Deployment(
                                                TEMPLATE, Map.of("NewConfigurationSet", answer)))
                        .getMessage());
    }

    @Test
    void reservesNoConcurrencyUnlessAsked() {
        String property = "ReservedConcurrentExecutions";
        assertFalse(function(Map.of()).has(property));
        assertEquals("5", function(Map.of("ReservedConcurrency", "5")).path(property).asText());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    NewConfigurationSet     | true
                    NewConfigurationSet     | yes
                    ConfigurationSetName    | two words
                    ConfigurationSetName    | a.b
                    EventAthenaDatabaseName | Ses_Event_Db
                    EventAthenaDatabaseName | ses-event-db
                    EventAthenaDatabaseName | 1_db
                    LakeFormation           | maybe
                    CatalogKmsKeyArn        | alias/aws/glue
                    CreateBucketName        | Ses-Events
                    CreateBucketName        | ab
                    CreateBucketName        | -ses-events
                    BufferSeconds           | 901
                    BufferSeconds           | -1
                    BufferMegabytes         | 0
                    BufferMegabytes         | 129
                    EventsRetentionDays     | -1
                    QueryResultRetentionDays| 0
                    FirstDay                | yesterday
                    FirstDay                | 2026-13-01
                    FirstDay                | 2026-1-1
                    QueryBytesMax           | 10485759
                    LogRetentionDays        | 2
                    AlarmEmail              | somebody
                    CoveragePercentMin      | 101
                    KmsKeyArn               | alias/mine
                    TrackOpensAndClicks     | auto
                    ColdAfterDays           | -1
                    NoncurrentRetentionDays | 0
                    AccessLogBucket         | s3://logs
                    AlarmTopicArn           | operations
                    PermissionsBoundaryArn  | boundary
                    RolePath                | mail
                    RolePath                | /mail
                    KmsKeyArn               | arn:aws:kms:us-east-1:123456789012:alias/mine
                    """)
    void refusesWhatAwsWouldRefuseLater(String parameter, String value) {
        assertThrows(
                IllegalArgumentException.class,
                () -> new Deployment(TEMPLATE, Map.of(parameter, value)));
    }

    @Test
    void everyParameterHasADefaultADescriptionAndABound() {
        for (Entry<String, JsonNode> parameter : TEMPLATE.parameters().properties()) {
            JsonNode declared = parameter.getValue();
            assertTrue(declared.has("Default"), parameter.getKey());
            assertTrue(declared.has("Description"), parameter.getKey());
            assertTrue(
                    declared.has("AllowedValues")
                            || declared.has("AllowedPattern")
                            || (declared.has("MinValue") && declared.has("MaxValue")),
                    parameter.getKey());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Names, stack/names.yaml",
        "Catalog, stack/catalog.yaml",
        "History, stack/history.yaml",
        "Alarms, stack/alarms.yaml",
        "Dashboard, stack/dashboard.yaml"
    })
    void givesNestedTemplatesEveryParameterThatTheyAskForAndNoOther(String stack, String file) {
        JsonNode given = TEMPLATE.resources().path(stack).at("/Properties/Parameters");
        JsonNode declared = StackTemplate.read(Checkout.root().resolve(file)).parameters();

        for (Entry<String, JsonNode> parameter : given.properties()) {
            assertTrue(declared.has(parameter.getKey()), parameter.getKey());
        }
        for (Entry<String, JsonNode> parameter : declared.properties()) {
            assertTrue(
                    given.has(parameter.getKey()) || parameter.getValue().has("Default"),
                    parameter.getKey());
        }
    }

    private static JsonNode function(Map<String, String> parameters) {
        return new Deployment(TEMPLATE, parameters)
                .resource("TransformFunction")
                .path("Properties");
    }
}
