package sesevents.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map.Entry;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import sesevents.Checkout;
import sesevents.firehose.Buffering;
import sesevents.firehose.Prefix;
import sesevents.firehose.StreamSettings;
import sesevents.sql.SqlTree;

/** The template and the code, SQL and local Firehose that belong to it say the same. */
class StackPipelineTest {
    private static final Deployment DEPLOYMENT =
            new Deployment(StackTemplate.ours(), StackWorld.DEFAULTS);

    /** CloudFormation writes renderingFailure where events say Rendering Failure. */
    @Test
    void subscribesToEveryEventTypeThatTheFunctionKnows() {
        Set<String> known = new TreeSet<>(KnownMetrics.eventTypes());
        known.remove("Other");
        assertEquals(
                known.stream()
                        .map(
                                type ->
                                        type.substring(0, 1).toLowerCase(Locale.ROOT)
                                                + type.substring(1))
                        .map(type -> type.replace(" ", ""))
                        .collect(Collectors.toSet()),
                new HashSet<>(
                        StackWorld.list(
                                properties("EventDestination")
                                        .at("/EventDestination/MatchingEventTypes"))));
    }

    @Test
    void setsFirehoseAsTheLocalOneIsSet() {
        JsonNode destination = properties("Stream").path("ExtendedS3DestinationConfiguration");
        StreamSettings local = StreamSettings.DEPLOYED;
        assertEquals(new Prefix(destination.path("Prefix").asText()), local.prefix());
        assertEquals(
                new Prefix(destination.path("ErrorOutputPrefix").asText()), local.errorPrefix());
        JsonNode hints = destination.path("BufferingHints");
        assertEquals(
                buffering(hints.path("SizeInMBs"), hints.path("IntervalInSeconds")),
                local.deliveryBuffer());
        assertEquals(
                buffering(processor("BufferSizeInMBs"), processor("BufferIntervalInSeconds")),
                local.transformBuffer());
        assertEquals(processor("NumberOfRetries").asInt(), StreamSettings.RETRIES);
    }

    @Test
    void namesAHandlerThatExistsAndSetsTheVariablesThatItReads()
            throws ReflectiveOperationException, IOException {
        JsonNode function = properties("TransformFunction");
        String[] parts = function.path("Handler").asText().split("::");
        assertInstanceOf(
                RequestStreamHandler.class, Class.forName(parts[0]).getConstructor().newInstance());
        assertEquals("handleRequest", parts[1]);
        String source = "lambda/src/main/java/%s.java".formatted(parts[0].replace('.', '/'));
        assertEquals(
                Pattern.compile("getenv\\(\\)\\.getOrDefault\\(\"(\\w+)\"")
                        .matcher(Files.readString(Checkout.root().resolve(source)))
                        .results()
                        .map(found -> found.group(1))
                        .collect(Collectors.toSet()),
                function.at("/Environment/Variables")
                        .propertyStream()
                        .map(Entry::getKey)
                        .collect(Collectors.toSet()));
    }

    /** A refresh inserts full hours, so the longest buffer must be delivered before it begins. */
    @Test
    void refreshesAfterTheLongestBufferAtTheTimesOfTheAlarmScenarios() {
        JsonNode schedule = properties("RefreshSchedule");
        Matcher cron =
                Pattern.compile("cron\\((\\d+) 0/2 \\* \\* \\? \\*\\)")
                        .matcher(schedule.path("ScheduleExpression").asText());
        assertTrue(cron.matches(), "every two hours");
        assertEquals("UTC", schedule.path("ScheduleExpressionTimezone").asText());
        long earliest = Long.parseLong(cron.group(1));
        long window = schedule.at("/FlexibleTimeWindow/MaximumWindowInMinutes").asLong();
        JsonNode buffer = StackTemplate.ours().parameters().path("BufferSeconds");
        assertTrue(earliest * 60 > buffer.path("MaxValue").asLong());
        assertEquals(AlarmScenariosTest.REFRESH_MINUTES, List.of(earliest, earliest + window));
    }

    @Test
    void outputsCommandsForThisRegionAndAViewThatExists() {
        Set<String> views =
                SqlTree.ofCheckout().views().stream()
                        .map(view -> view.name())
                        .collect(Collectors.toSet());
        Set<String> read = new HashSet<>();
        for (JsonNode output : DEPLOYMENT.outputs()) {
            String value = output.path("Value").asText();
            if (value.startsWith("aws ")) {
                assertTrue(value.contains(" --region us-gov-west-1 "), value);
                Matcher view = Pattern.compile("select .* from (\\w+)").matcher(value);
                view.results().forEach(found -> read.add(found.group(1)));
            }
        }
        assertFalse(read.isEmpty());
        assertTrue(views.containsAll(read), read::toString);
    }

    private static JsonNode properties(String resource) {
        return DEPLOYMENT.resource(resource).path("Properties");
    }

    private static JsonNode processor(String parameter) {
        return properties("Stream")
                .findValue("Processors")
                .at("/0/Parameters")
                .valueStream()
                .filter(given -> given.path("ParameterName").asText().equals(parameter))
                .findFirst()
                .orElseThrow()
                .path("ParameterValue");
    }

    private static Buffering buffering(JsonNode megabytes, JsonNode seconds) {
        return new Buffering(megabytes.asInt() * 1024 * 1024, Duration.ofSeconds(seconds.asInt()));
    }
}
