package sesevents.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sesevents.House;
import sesevents.aws.Athena;
import sesevents.aws.Aws;
import sesevents.aws.Pause;
import sesevents.engine.TestLake;
import sesevents.questions.Questions;
import sesevents.standin.AthenaServer;

/** The commands that ask a stack, over an Athena that Trino answers for. */
class StackQueriesTest {
    private static Path lake;
    private static AthenaServer aws;

    @BeforeAll
    static void start() throws IOException {
        House.holdingSamples(_ -> true);
        TestLake.event(
                TestLake.hoursAgo(0),
                IntStream.rangeClosed(0, Questions.PAGE).mapToObj(StackQueriesTest::sent).toList());
        lake = TestLake.lake().folder();
        aws = new AthenaServer(TestLake.engine());
    }

    /** One mail of today to a recipient of its own. */
    private static String sent(int number) {
        return """
        {"eventType":"Send","event_id":"e%1$d","message_id":"m%1$d",\
        "event_timestamp":"%2$s 00:00:00.000","sent_timestamp":"%2$s 00:00:00.000",\
        "ingest_timestamp":"%2$s 00:00:00.000","recipients":["r%1$d@many.org"],\
        "destination":["r%1$d@many.org"],"mail":{"messageId":"m%1$d","source":"b@x.org"}}"""
                .formatted(number, TestLake.today());
    }

    @AfterAll
    static void stop() {
        aws.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "maria.lopez@example.net",
                "\"Doe, J\" <JOHN.DOE@example.net>",
                "nobody'@x.org"
            })
    void answerAsOverALake(String address) throws IOException {
        Outcome ofLake = Outcome.of("who", address, "--format", "json", "--lake", lake.toString());
        Outcome ofStack = ofStack("who", address, "--format", "json");
        assertEquals(answer(ofLake), answer(ofStack));
        assertEquals(ofLake.status(), ofStack.status());
        assertTrue(ofStack.err().contains("Athena read 12.3 MB\n"), ofStack::err);
    }

    @Test
    void printRowsOfAllPagesWithTheirTypes() {
        String sql =
                "select * from (values (1, true, 1.5e0, 'a''b', timestamp '2026-03-01 10:00:00.123456'),"
                        + " (2, null, null, null, null), (3, false, 0e0, '', null), (4, true, 1e0, 'x', null))"
                        + " as t (n, b, d, v, t) order by n";
        Outcome ofStack = ofStack("query", sql, "--format", "json");
        assertEquals(
                Outcome.of("query", sql, "--format", "json", "--lake", lake.toString()).out(),
                ofStack.out());
        assertEquals(4, ofStack.out().lines().filter(line -> line.contains("\"n\"")).count());
    }

    @Test
    void listMailPageByPage() {
        Outcome first = ofStack("find", "@many.org");
        List<String> recipients = recipients(first);
        assertEquals(Questions.PAGE, recipients.size());
        String next =
                first.err()
                        .lines()
                        .filter(line -> line.startsWith("more mail fits: "))
                        .findFirst()
                        .get();
        Outcome second = ofStack("find", "@many.org", "--after", next.split("--after ")[1]);
        assertFalse(second.err().contains("more mail fits"), second::err);
        recipients.addAll(recipients(second));
        assertEquals(Questions.PAGE + 1, recipients.stream().distinct().count());
    }

    private static List<String> recipients(Outcome found) {
        return Pattern.compile("r\\d+@many\\.org")
                .matcher(found.out())
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(ArrayList::new));
    }

    @Test
    void refuseAPageThatNoneHasNamed() {
        Outcome refused = ofStack("find", "--after", "next");
        assertEquals(1, refused.status());
        assertTrue(
                refused.err()
                        .endsWith(
                                "ses-events: 'next' is not where a page ended; copy it from the"
                                        + " page before, unchanged\n"),
                refused::err);
    }

    @Test
    void sayWhyAthenaRefuses() {
        Outcome failed = ofStack("query", "select nothing from email_status");
        assertEquals(1, failed.status());
        assertTrue(
                failed.err().contains("FAILED: line 1:8: Column 'nothing' cannot be resolved"),
                failed::err);
    }

    @Test
    void stopTheQueryThatRunsWhenTheyEnd() throws InterruptedException {
        Aws account = Aws.of(aws.uri().toString(), "eu-west-1");
        Athena athena = new Athena(account.athena(), "log", "ses_event_db", Pause.REAL, _ -> {});
        Thread asking =
                Thread.ofVirtual()
                        .start(
                                () ->
                                        assertThrows(
                                                RuntimeException.class,
                                                () -> athena.query(AthenaServer.ENDLESS)));
        aws.awaitEndless();
        athena.close();
        asking.join();
        aws.awaitStop();
    }

    /** The prices differ: Athena says what it read, and no number of files. */
    private static JsonNode answer(Outcome outcome) throws IOException {
        return new ObjectMapper().readTree(outcome.out()).path("answer");
    }

    private static Outcome ofStack(String... command) {
        return Outcome.of(aws.command(command));
    }
}
